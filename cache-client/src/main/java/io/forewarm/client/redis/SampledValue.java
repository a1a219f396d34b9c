package io.forewarm.client.redis;

/**
 * A value that was drawn at random, with what its header tells of its worth.
 *
 * @param bytes that it takes with its names and what Redis adds, about
 * @param loadMicros how long its load took, microseconds
 * @param softExpiresAt Redis time, milliseconds since 1970
 * @param watermark when its load began, broker time, milliseconds since 1970; 0 if unknown
 * @param frequency Redis' own logarithmic count of reads, 0 to 255; -1 if unknown
 * @param header its first bytes, by which it is known again
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record SampledValue(
    String cacheKey,
    long bytes,
    int loadMicros,
    long softExpiresAt,
    long watermark,
    int frequency,
    byte[] header) {}
