package io.forewarm.client;

/**
 * Judges whether a key is read often enough between its writes to be kept near. Pure.
 *
 * <p>It knows the writes and the reads that the near cache did not answer. A key that is not kept
 * near shows all of its reads. One that is kept shows the first of them after a write, if there is
 * any before the next: where both come at random, that is so for less than half of the writes
 * exactly if there are fewer reads than writes. What lies between the two bounds stays as it is.
 */
final class NearWorth {
  /** With fewer writes nothing can be said, and little lost. */
  static final int FEW_WRITES = 4;

  private NearWorth() {}

  /**
   * Returns whether a key shall be kept near.
   *
   * @param kept whether it is now
   * @param reads that the near cache did not answer lately
   * @param writes in the same time
   */
  static boolean judge(boolean kept, int reads, int writes) {
    if (writes < FEW_WRITES) {
      return true;
    }
    return kept ? 2L * reads >= writes : reads > writes;
  }
}
