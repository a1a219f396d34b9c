package io.forewarm.client;

import io.forewarm.client.events.KeyCounter;
import io.forewarm.client.redis.Envelope;
import io.forewarm.client.redis.WriteId;
import org.jspecify.annotations.Nullable;

/**
 * One read on its way past the near cache.
 *
 * @param key as the caller gave it
 * @param cacheKey as it is stored and reported
 * @param hash of the cache key
 * @param began when the caller asked, {@link System#nanoTime}
 * @param moment of the touch log, taken when the caller asked
 * @param deadline when the caller gives up, {@link System#nanoTime}
 * @param counter where it is counted
 * @param settings what holds for it
 * @param source what loads for it; null: what the region has
 * @param lastWrite of the key, as Redis knew it when this read asked; {@link WriteId#NONE} if it
 *     knew of none
 */
record Read<K>(
    K key,
    String cacheKey,
    long hash,
    long began,
    long moment,
    long deadline,
    KeyCounter counter,
    RegionSettings settings,
    @Nullable Source<?, ?> source,
    WriteId lastWrite) {

  /** Remembers what Redis said about the last write. */
  Read<K> having(@Nullable Envelope stored) {
    return stored == null || stored.writeId().equals(lastWrite)
        ? this
        : with(source, stored.writeId());
  }

  /** As the refresh of a value that this reader has already. */
  Read<K> unattended() {
    return source == null ? this : with(source.unattended(), lastWrite);
  }

  private Read<K> with(@Nullable Source<?, ?> source, WriteId lastWrite) {
    return new Read<>(
        key, cacheKey, hash, began, moment, deadline, counter, settings, source, lastWrite);
  }

  /** It has missed, and has what it waited for. */
  void waited(long now) {
    counter.waited((now - began) / 1_000);
  }

  boolean late(long now) {
    return now - deadline >= 0;
  }
}
