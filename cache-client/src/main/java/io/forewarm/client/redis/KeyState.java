package io.forewarm.client.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * What Redis knows of a key beside the value itself.
 *
 * @param clock of Redis, milliseconds since 1970
 * @param keptMillis how long what is stored lives; {@link #NOTHING} if nothing is stored, -1 if it
 *     lives for ever
 * @param leaseMillis how long the lease lasts unless it is renewed; {@link #NOTHING} if there is
 *     none
 * @param leaseToken token of the lease's holder, empty if there is none
 * @param waiting how many clients want to be woken at its end
 */
public record KeyState(
    long clock, long keptMillis, long leaseMillis, String leaseToken, int waiting) {
  /** Nothing is there. */
  public static final long NOTHING = -2;

  static KeyState of(ScriptReply reply) {
    byte[] token = reply.bytes(3);
    return new KeyState(
        reply.clock(),
        reply.number(1),
        reply.number(2),
        token == null ? "" : new String(token, US_ASCII),
        (int) reply.number(4));
  }

  /** Whether somebody loads or writes the key. */
  public boolean leased() {
    return leaseMillis != NOTHING;
  }
}
