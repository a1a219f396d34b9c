package io.forewarm.streams.invalidation;

import io.forewarm.client.redis.WriteId;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Says what a record of {@code writes} makes stale. Pure: no Kafka, no Redis, no clock. What it
 * cannot resolve makes stale more than was written, never less: the whole region, or all of them.
 *
 * <p>A value counts only where it is certain what it replaces: in an event about one key, with a
 * version.
 */
final class WriteResolver {
  private static final Pattern REGION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final String ALL = "*";

  private final String topic;
  private final Deserializer<WriteEvent> reader;

  /** Takes the name of the topic, and what reads its values. */
  WriteResolver(String topic, Deserializer<WriteEvent> reader) {
    this.topic = topic;
    this.reader = reader;
  }

  /**
   * Resolves one record.
   *
   * @param at append time, milliseconds since 1970
   */
  ResolvedWrite resolve(byte @Nullable [] key, byte @Nullable [] value, long at) {
    WriteEvent event;
    try {
      event = reader.deserialize(topic, value);
    } catch (RuntimeException e) {
      return refused(key, at, String.valueOf(e.getMessage()));
    }
    if (event == null) {
      return refused(key, at, "the record has no value");
    }
    if (event.getOperation() == WriteOperation.TICK) {
      return ResolvedWrite.NOTHING;
    }
    if (event.getKeys().isEmpty() && event.getTags().isEmpty() && event.getPrefixes().isEmpty()) {
      return refused(key, at, "the event names no key, no tag and no prefix");
    }
    return resolve(event, at);
  }

  private static ResolvedWrite resolve(WriteEvent event, long at) {
    WriteId id = WriteId.of(event.getId());
    List<KeyInvalidation> keys = new ArrayList<>(event.getKeys().size());
    List<Voided> voided = new ArrayList<>();
    TreeSet<String> floors = new TreeSet<>();
    for (String key : event.getKeys()) {
      if (fits(key)) {
        keys.add(new KeyInvalidation(key, id, event.getVersion(), valueOf(event)));
      } else {
        floors.add(regionOf(key));
      }
    }
    for (String tag : event.getTags()) {
      if (fits(tag)) {
        voided.add(Voided.tag(tag, at, event.getId()));
      } else {
        floors.add(ALL);
      }
    }
    for (String prefix : event.getPrefixes()) {
      if (fits(prefix)) {
        voided.add(Voided.prefix(prefix, at, event.getId()));
      } else {
        floors.add(regionOf(prefix));
      }
    }
    floors.forEach(region -> voided.add(Voided.region(region, at)));
    return new ResolvedWrite(
        keys,
        voided,
        floors.isEmpty()
            ? null
            : "a key, tag or prefix is empty or longer than " + CacheKey.MAX_BYTES + " bytes");
  }

  private static @Nullable ByteBuffer valueOf(WriteEvent event) {
    boolean certain =
        event.getKeys().size() == 1
            && event.getVersion() != null
            && event.getOperation() == WriteOperation.WRITE;
    return certain ? event.getValue() : null;
  }

  private static boolean fits(String name) {
    return !name.isEmpty()
        && name.length() <= CacheKey.MAX_BYTES
        && name.getBytes(StandardCharsets.UTF_8).length <= CacheKey.MAX_BYTES;
  }

  private static ResolvedWrite refused(byte @Nullable [] key, long at, String cause) {
    String region = key == null ? ALL : regionOf(new String(key, StandardCharsets.UTF_8));
    return new ResolvedWrite(List.of(), List.of(Voided.region(region, at)), cause);
  }

  /** The region of a cache key if it has the form of one, else all regions. */
  static String regionOf(String cacheKey) {
    String region = CacheKey.region(cacheKey);
    return cacheKey.indexOf(':') >= 0 && REGION.matcher(region).matches() ? region : ALL;
  }
}
