package io.forewarm.local.guarantee;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * No read fails, and once the last write was told every reader comes to answer with it and stays
 * there.
 */
public final class EveryReaderConverges implements Guarantee {
  private final Map<String, Sight.Read> latest = new ConcurrentHashMap<>();
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();
  private volatile Map<String, Long> settled = Map.of();
  private volatile long settledAt = Long.MAX_VALUE;

  @Override
  public void see(Sight sight) {
    if (sight instanceof Sight.ReadFailed failed) {
      violations.add(failed.reader() + " could not read " + failed.key() + ": " + failed.why());
    } else if (sight instanceof Sight.Read read) {
      latest.merge(
          read.reader() + ' ' + read.key(),
          read,
          (one, other) -> one.began() - other.began() > 0 ? one : other);
      if (read.began() >= settledAt && read.version() != settled.getOrDefault(read.key(), 0L)) {
        violations.add("after all had converged, " + read);
      }
    }
  }

  /**
   * Returns what has not come to the last writes yet: readers and keys whose latest read began
   * before a moment, or answered with something else.
   *
   * @param last the last version of each key
   * @param readers all of them
   * @param since {@link System#nanoTime}
   */
  public List<String> missing(Map<String, Long> last, Collection<String> readers, long since) {
    List<String> missing = new ArrayList<>();
    for (String reader : readers) {
      last.forEach(
          (key, version) -> {
            Sight.Read read = latest.get(reader + ' ' + key);
            if (read == null || read.began() - since < 0 || read.version() != version) {
              missing.add("%s owes version %d of %s: %s".formatted(reader, version, key, read));
            }
          });
    }
    return missing;
  }

  /** From a moment on nobody may answer with anything else. */
  public void settle(Map<String, Long> last, long at) {
    settled = Map.copyOf(last);
    settledAt = at;
  }

  @Override
  public List<String> violations() {
    return List.copyOf(violations);
  }
}
