package io.forewarm.schemas;

import org.jspecify.annotations.Nullable;

/**
 * For which keys and clients decisions are executed. Shares are taken by hash, so a key that is in
 * a tenth is also in every larger share.
 *
 * @param mode what a rule says; null where none does: then decisions are executed
 * @param keys share of the keys, 0 to 1
 * @param clients share of the clients, 0 to 1
 */
public record Rollout(@Nullable Mode mode, double keys, double clients) {
  /** Where no rule says anything. */
  static final Rollout UNRULED = new Rollout(null, 1, 1);

  private static final double HASHES = 0x1p53;

  /** Returns what holds when a narrower rule is added. */
  Rollout with(Rule narrower) {
    Double someKeys = narrower.getActKeys();
    Double someClients = narrower.getActClients();
    return new Rollout(
        narrower.getMode() == null ? mode : narrower.getMode(),
        someKeys == null ? keys : someKeys,
        someClients == null ? clients : someClients);
  }

  /** Whether a rule speaks of acting and observing at all. */
  public boolean ruled() {
    return mode != null || keys < 1 || clients < 1;
  }

  /** Whether decisions about a key are executed, as far as that does not depend on the client. */
  public boolean acts(String cacheKey) {
    return mode != Mode.OBSERVE && (keys >= 1 || place(cacheKey) < keys);
  }

  /** Whether decisions about a key are executed in a client. */
  public boolean acts(String cacheKey, String client) {
    return acts(cacheKey) && (clients >= 1 || place(client) < clients);
  }

  /** A place from 0 to 1; salted, since other tables go by the same hash. */
  private static double place(String name) {
    return (CacheKey.hash("rollout " + name) >>> 11) / HASHES;
  }
}
