package io.forewarm.client;

/**
 * Picks one of a number of places for an identity, so that all places are picked alike and as few
 * as possible pick another one when the number changes: one more place takes its share from all
 * others, one less gives its share to them (Lamping and Veach, "A Fast, Minimal Memory, Consistent
 * Hash Algorithm", 2014). Pure.
 */
final class JumpHash {
  private JumpHash() {}

  /**
   * Returns a place, 0 to places - 1.
   *
   * @param identity well mixed
   * @param places 1 or more
   */
  static int place(long identity, int places) {
    long state = identity;
    long place = 0;
    for (long next = 0; next < places; ) {
      place = next;
      state = state * 2862933555777941757L + 1;
      next = (long) ((place + 1) * ((double) (1L << 31) / ((state >>> 33) + 1)));
    }
    return (int) place;
  }
}
