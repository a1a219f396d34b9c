package io.forewarm.streams.invalidation;

/**
 * How often a key is used.
 *
 * @param readsPerSecond reads a second, 0 or more
 * @param writesPerSecond writes a second, 0 or more
 */
public record KeyTraffic(double readsPerSecond, double writesPerSecond) {}
