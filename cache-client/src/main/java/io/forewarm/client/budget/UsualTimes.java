package io.forewarm.client.budget;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * What loads of an origin usually take: a histogram with four bins an octave, which forgets slowly.
 * A time is strange if hardly any load took about as long (a factor of two to either side) while
 * many were faster. So a rush of keys that always were expensive is not strange, whatever their
 * share was before; and a slower origin is, for cheap and expensive keys alike. For one thread;
 * times in nanoseconds.
 */
final class UsualTimes {
  /** Times below are as good as this: what is shorter is the scheduler's affair. */
  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(2);

  private static final int BINS = 80;
  private static final int NEAR = 4;

  /** The mass at which all is halved: what was learnt before this many samples fades. */
  private static final int MEMORY = 512;

  /** Not more than one sample in this time, so that a busy origin's memory is no shorter. */
  private static final long PACE = TimeUnit.MILLISECONDS.toNanos(25);

  /** A sample is learnt so long after it was taken, unless doubts come up. */
  private static final long DELAY = TimeUnit.SECONDS.toNanos(2);

  /** A time is usual that has this share of all. */
  private static final double SHARE = 0.02;

  /** What is faster than all but this share of the loads is not strange, however rare. */
  private static final double FASTER = 0.25;

  /** What stays strange for so long becomes usual. */
  private static final long NEW_NORMAL = TimeUnit.MINUTES.toNanos(10);

  private static final long STRANGE_PACE = TimeUnit.SECONDS.toNanos(3);

  private final double[] mass = new double[BINS];
  private double total;
  private final Deque<Noticed> noticed = new ArrayDeque<>();
  private long noticedAt;
  private long strangeAt;

  /** Whether a load took so long as hardly any did. */
  boolean strange(long took) {
    int bin = bin(took);
    return mass(bin - NEAR, bin + NEAR) < SHARE * total && mass(0, bin - NEAR - 1) > FASTER * total;
  }

  /** Beyond this every time is strange. */
  long longest() {
    int bin = BINS - 1;
    for (double above = 0; bin > 0 && (above += mass[bin]) < SHARE * total; bin--) {}
    return (long) (SHORTEST * Math.pow(2, (bin + NEAR + 1) / 4.0));
  }

  /** Learns what one of the first loads took. */
  void learnFirst(long took, long now) {
    noticedAt = now;
    strangeAt = now;
    add(took, 1);
  }

  /**
   * Learns what a load took, when a while has passed without a doubt: the first loads of an origin
   * that slows down do not look strange.
   *
   * @param well whether the origin is as usual; if not, or if the time is strange, ten minutes of
   *     it are needed until it is usual
   */
  void learn(long took, boolean well, long now) {
    if (well && !strange(took)) {
      if (now - noticedAt >= PACE) {
        noticedAt = now;
        noticed.add(new Noticed(took, now));
      }
    } else if (now - strangeAt >= STRANGE_PACE) {
      strangeAt = now;
      add(took, SHARE * total * STRANGE_PACE / NEW_NORMAL);
    }
    if (!well) {
      noticed.clear();
    }
    while (!noticed.isEmpty() && now - noticed.getFirst().at >= DELAY) {
      add(noticed.remove().took, 1);
    }
  }

  private void add(long took, double weight) {
    mass[bin(took)] += weight;
    total += weight;
    if (total >= MEMORY) {
      for (int bin = 0; bin < BINS; bin++) {
        mass[bin] /= 2;
      }
      total /= 2;
    }
  }

  private double mass(int from, int to) {
    double sum = 0;
    for (int bin = Math.max(0, from); bin <= Math.min(BINS - 1, to); bin++) {
      sum += mass[bin];
    }
    return sum;
  }

  private static int bin(long took) {
    double octaves = Math.log((double) Math.max(took, SHORTEST) / SHORTEST) / Math.log(2);
    return (int) Math.min(BINS - 1, 4 * octaves);
  }

  /** A time that is to be learnt. */
  private record Noticed(long took, long at) {}
}
