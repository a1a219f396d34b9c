package io.forewarm.local.check;

import io.forewarm.streams.inspect.VisibilityPolicy.Known;
import java.util.LinkedHashMap;
import java.util.Map;

/** The last writes of one key, in the order in which they were read. */
final class KeyLog {
  private static final int MOST_WRITES = 256;

  private final Map<String, Long> places = new LinkedHashMap<>();
  private long next;

  /** Notes a write and returns its place; one that comes again moves to the end. */
  long add(String writeId) {
    places.remove(writeId);
    places.put(writeId, next);
    if (places.size() > MOST_WRITES) {
      places.remove(places.keySet().iterator().next());
    }
    return next++;
  }

  /** How a write stands to the one at a place. */
  Known known(String writeId, long place) {
    Long found = places.get(writeId);
    if (found == null) {
      return Known.UNKNOWN;
    }
    return found >= place ? Known.SAME_OR_LATER : Known.EARLIER;
  }
}
