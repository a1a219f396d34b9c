package io.forewarm.streams.intake;

import io.forewarm.schemas.CacheKey;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/** Sends a record to the partition of its key, where all that is about a cache key meets. */
public final class ByCacheKey<V extends @Nullable Object> implements StreamPartitioner<String, V> {
  @Override
  public Optional<Set<Integer>> partitions(
      String topic, String key, V value, int numberOfPartitions) {
    return Optional.of(Set.of(CacheKey.partition(key, numberOfPartitions)));
  }
}
