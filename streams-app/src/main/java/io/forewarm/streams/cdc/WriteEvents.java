package io.forewarm.streams.cdc;

import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of one change, all with its id. One event a key, so that each goes into the partition
 * of its key; one for all tags and prefixes.
 */
final class WriteEvents {
  private static final String SOURCE = "cdc";

  /** So that no event is too large for its topic. */
  private static final int MOST_NAMES = 1000;

  /** Larger values are not carried. */
  private static final int MOST_VALUE = 1 << 20;

  private final String id;
  private final WriteOperation operation;
  private final List<WriteEvent> events = new ArrayList<>();

  WriteEvents(String id, WriteOperation operation) {
    this.id = id;
    this.operation = operation;
  }

  void keys(Collection<String> cacheKeys, @Nullable Long version) {
    cacheKeys.forEach(key -> events.add(event().setKeys(List.of(key)).setVersion(version).build()));
  }

  /** A key with its new value, which counts only beside a version. */
  void key(String cacheKey, @Nullable Long version, byte[] value) {
    check(cacheKey);
    boolean counts = version != null && value.length <= MOST_VALUE;
    events.add(
        event()
            .setKeys(List.of(cacheKey))
            .setVersion(version)
            .setValue(counts ? ByteBuffer.wrap(value) : null)
            .build());
  }

  void names(Collection<String> tags, Collection<String> prefixes) {
    if (tags.size() + prefixes.size() > MOST_NAMES) {
      throw new RefusedChangeException(
          "more than " + MOST_NAMES + " tags and prefixes: name fewer, they can be broader");
    }
    tags.forEach(WriteEvents::check);
    prefixes.forEach(WriteEvents::check);
    if (!tags.isEmpty() || !prefixes.isEmpty()) {
      events.add(event().setTags(List.copyOf(tags)).setPrefixes(List.copyOf(prefixes)).build());
    }
  }

  private static void check(String name) {
    if (name.length() > CacheKey.MAX_BYTES) {
      throw new RefusedChangeException(
          "a key, tag or prefix is longer than "
              + CacheKey.MAX_BYTES
              + " bytes: "
              + name.substring(0, 64)
              + "...");
    }
  }

  List<WriteEvent> all() {
    return List.copyOf(events);
  }

  private WriteEvent.Builder event() {
    return WriteEvent.newBuilder().setId(id).setOperation(operation).setSource(SOURCE);
  }
}
