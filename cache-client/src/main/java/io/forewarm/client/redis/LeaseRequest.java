package io.forewarm.client.redis;

/**
 * Asks for the right to load a key.
 *
 * @param cacheKey the key
 * @param token random, not 0; names the holder
 * @param leaseMillis time until the lease ends unless it is renewed, 1 or more
 * @param seenSoftExpiry soft expiry of the value that the caller has seen, Redis time in
 *     milliseconds: only a value with a later one answers as present. {@link #FRESH}: any value
 *     that is fresh now does
 * @param waiter identity of the client that wants to be woken; empty for none
 */
public record LeaseRequest(
    String cacheKey, long token, long leaseMillis, long seenSoftExpiry, String waiter) {
  /** Any value that is fresh by Redis time answers as present. */
  public static final long FRESH = -1;

  public LeaseRequest {
    if (token == 0 || leaseMillis < 1) {
      throw new IllegalArgumentException("a lease wants a token and a time: " + leaseMillis);
    }
  }
}
