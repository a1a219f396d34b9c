package io.forewarm.streams.statistics;

import io.forewarm.schemas.KeyAccess;

/**
 * Which reports of keys are counted, so that statistics cost no more however many come. Those of
 * many reads are counted always. Of the others all are while they are few, else those of a share of
 * the keys, drawn by hash, each for as many as are left out: sums stay true in the mean (Horvitz
 * and Thompson, JASA 1952). The share is halved when a round has taken too many, and doubled when
 * one has taken a quarter. Not safe for concurrent use.
 */
final class KeyShare {
  private static final int MANY_READS = 64;
  private static final int MOST_HALVINGS = 16;
  private static final int FEW = 4;

  private final int most;
  private int halvings;
  private int taken;

  /**
   * Begins with all keys.
   *
   * @param most reports of few reads that are counted in a round, about
   */
  KeyShare(int most) {
    this.most = most;
  }

  /** Whether a key is drawn: then all its reports are counted. */
  boolean draws(long hash) {
    return draws(hash, halvings);
  }

  /** Whether a key of this hash belongs to a share that was halved so often. */
  static boolean draws(long hash, int halvings) {
    return halvings == 0 || hash >>> (Long.SIZE - halvings) == 0;
  }

  /** How many reports one stands for; 0: it is not counted. */
  int weight(KeyAccess access, boolean drawn) {
    if (access.getReads() >= MANY_READS) {
      return 1;
    }
    if (!drawn) {
      return 0;
    }
    int weight = 1 << halvings;
    if (++taken > most && halvings < MOST_HALVINGS) {
      halvings++;
      taken /= 2;
    }
    return weight;
  }

  /** How often the share was halved. */
  int halvings() {
    return halvings;
  }

  /** A round ends. */
  void next() {
    if (taken < most / FEW && halvings > 0) {
      halvings--;
    }
    taken = 0;
  }
}
