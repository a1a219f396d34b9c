package io.forewarm.streams.invalidation;

import io.forewarm.client.redis.WriteId;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * That one write makes the value of one key void, or replaces it.
 *
 * @param value the new value as the region's codec writes it, of a write that has a version; null
 *     if it is not carried
 */
record KeyInvalidation(
    String cacheKey, WriteId id, @Nullable Long version, @Nullable ByteBuffer value) {

  /** Takes a write that carries no value. */
  KeyInvalidation(String cacheKey, WriteId id, @Nullable Long version) {
    this(cacheKey, id, version, null);
  }
}
