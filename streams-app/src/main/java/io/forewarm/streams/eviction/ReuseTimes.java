package io.forewarm.streams.eviction;

/**
 * How soon entries of a class are read again after so much idleness, learnt from what came, and
 * what that makes them worth: the Gittins index of the remaining wait, which is the highest rate of
 * reads that keeping an entry for some time can bring (Gittins 1979; as a rank of caches: Beckmann
 * and Sanchez, "Maximizing Cache Performance Under Uncertainty", 2017). Where what was read lately
 * is read again soon this is LRU, where reads come without memory it is LFU, and in a loop it lets
 * go of what was just read. Idleness is counted in reads of the region. Not safe for concurrent
 * use.
 */
final class ReuseTimes {
  /** Of idleness, each twice as long as the one before. */
  static final int STEPS = 28;

  private static final double FADING = 0.8;
  private static final double MOST_CERTAIN = 0.98;
  private static final double DOUBT = 1;
  private static final double SELDOM = 0.02;

  private final double[][] read;
  private final double[][] left;
  private final double[][] open;
  private final double[][] worth;

  /**
   * Begins with a guess: what was read more often, and lately, is read again.
   *
   * @param classes number of classes; entries of a higher one are read more often
   */
  ReuseTimes(int classes) {
    read = new double[classes][STEPS];
    left = new double[classes][STEPS];
    open = new double[classes][STEPS];
    worth = new double[classes][STEPS];
    for (int of = 0; of < classes; of++) {
      for (int step = 0; step < STEPS; step++) {
        worth[of][step] = (of + 1) / (1.0 + step);
      }
    }
  }

  private static int step(long idle) {
    return Math.min(STEPS - 1, 63 - Long.numberOfLeadingZeros(Math.max(1, idle)));
  }

  /** An entry was read again. */
  void read(int of, long idle) {
    read[of][step(idle)]++;
  }

  /** An entry is forgotten without having been read again. */
  void left(int of, long idle) {
    left[of][step(idle)]++;
  }

  /** An entry waits, at the time of learning. */
  void open(int of, long idle) {
    open[of][step(idle)]++;
  }

  /** Reads that an entry brings for each read of the region, if it is kept as long as it pays. */
  double worth(int of, long idle) {
    int step = step(idle);
    double beyondMiddle = idle / (double) (1L << step) - 1.5;
    int other = beyondMiddle < 0 ? Math.max(0, step - 1) : Math.min(STEPS - 1, step + 1);
    double share = Math.min(0.5, Math.abs(beyondMiddle));
    return (1 - share) * worth[of][step] + share * worth[of][other];
  }

  /** Learns from what was told since the last time, and less from what was told before. */
  void learn() {
    for (int of = 0; of < worth.length; of++) {
      index(chances(of), worth[of]);
      for (int step = 0; step < STEPS; step++) {
        read[of][step] *= FADING;
        left[of][step] *= FADING;
        open[of][step] = 0;
      }
    }
  }

  /** For each step the chance to be read in it, if not before. */
  private double[] chances(int of) {
    double[] chances = new double[STEPS];
    double reached = 0;
    for (int step = STEPS - 1; step >= 0; step--) {
      double unread = left[of][step] + open[of][step];
      double there = reached + read[of][step] + unread / 2;
      chances[step] =
          Math.min(MOST_CERTAIN, (read[of][step] + SELDOM) / (there + 2 * SELDOM + DOUBT));
      reached += read[of][step] + unread;
    }
    return chances;
  }

  private static void index(double[] chances, double[] worth) {
    for (int from = 0; from < STEPS; from++) {
      double waiting = 1;
      double reads = 0;
      double time = 0;
      double best = 0;
      for (int step = from; step < STEPS; step++) {
        double length = (1L << step) * (step == from ? 0.5 : 1);
        time += waiting * length * (1 - chances[step] / 2);
        reads += waiting * chances[step];
        waiting *= 1 - chances[step];
        best = Math.max(best, reads / time);
      }
      worth[from] = best;
    }
  }
}
