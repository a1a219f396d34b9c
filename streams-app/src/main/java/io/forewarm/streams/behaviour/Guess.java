package io.forewarm.streams.behaviour;

/**
 * A key that a user may read next.
 *
 * @param key cache key
 * @param probability that it is the next one, 0 to 1, calibrated
 */
public record Guess(String key, double probability) {}
