package io.forewarm.streams.inspect;

import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a key.
 *
 * @param at broker time, for what Redis says its own, milliseconds since 1970
 * @param source the topic without its prefix, or {@code redis}
 * @param partition of the topic; null for Redis
 * @param offset of the record; null for Redis
 * @param text what it means
 */
public record TimelineEvent(
    long at, String source, @Nullable Integer partition, @Nullable Long offset, String text) {}
