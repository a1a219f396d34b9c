package io.forewarm.client.redis;

/**
 * A copy of what was stored for a hot key, in another slot than home.
 *
 * @param envelope the value as it was at home
 * @param readAt a time that the clocks of the brokers had reached when home was read, milliseconds
 *     since 1970
 */
public record Replica(Envelope envelope, long readAt) {}
