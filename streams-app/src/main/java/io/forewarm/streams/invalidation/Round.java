package io.forewarm.streams.invalidation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Consecutive records of one partition of {@code writes} that are carried out together. Pure.
 *
 * @param records the records, in the order of their offsets, at least one
 * @param keys the writes of each key, in their order
 * @param voided what becomes stale by name
 * @param refused records that could not be resolved
 */
record Round(
    List<ConsumerRecord<byte[], byte[]>> records,
    Map<String, List<KeyInvalidation>> keys,
    List<Voided> voided,
    List<Refused> refused) {

  /** A record that could not be resolved, and why. */
  record Refused(ConsumerRecord<byte[], byte[]> record, String cause) {}

  /** Says what the records mean together. */
  static Round of(List<ConsumerRecord<byte[], byte[]>> records, WriteResolver resolver) {
    Map<String, List<KeyInvalidation>> keys = new LinkedHashMap<>();
    List<Voided> voided = new ArrayList<>();
    List<Refused> refused = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      ResolvedWrite write = resolver.resolve(record.key(), record.value(), record.timestamp());
      for (KeyInvalidation key : write.keys()) {
        keys.computeIfAbsent(key.cacheKey(), name -> new ArrayList<>(1)).add(key);
      }
      voided.addAll(write.voided());
      if (write.refused() != null) {
        refused.add(new Refused(record, write.refused()));
      }
    }
    keys.replaceAll((key, writes) -> KeyWrites.decisive(writes));
    return new Round(records, keys, voided, refused);
  }

  /**
   * The same round after a gap in the log: writes are lost, all of them appended before its first
   * record, so everything older is stale.
   */
  Round afterGap() {
    List<Voided> more = new ArrayList<>(voided);
    more.add(Voided.region("*", records.get(0).timestamp()));
    return new Round(records, keys, more, refused);
  }

  /** The same round when keys cannot be made void: everything older in their regions is stale. */
  Round withRefusedKeys(List<String> cacheKeys) {
    if (cacheKeys.isEmpty()) {
      return this;
    }
    long at = records.get(records.size() - 1).timestamp();
    List<Voided> more = new ArrayList<>(voided);
    cacheKeys.stream()
        .map(WriteResolver::regionOf)
        .distinct()
        .forEach(region -> more.add(Voided.region(region, at)));
    return new Round(records, keys, more, refused);
  }

  /** The offset behind its last record. */
  long nextOffset() {
    return records.get(records.size() - 1).offset() + 1;
  }
}
