package io.forewarm.streams.invalidation;

import io.forewarm.client.redis.WriteId;
import org.jspecify.annotations.Nullable;

/** That one write makes the value of one key void. */
record KeyInvalidation(String cacheKey, WriteId id, @Nullable Long version) {}
