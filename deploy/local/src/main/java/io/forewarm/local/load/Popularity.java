package io.forewarm.local.load;

import java.util.Arrays;
import java.util.SplittableRandom;

/** How often keys are wanted, by rank: Zipf's law, rank 0 the most. Immutable. */
public final class Popularity {
  private static final double HIGHEST_EXPONENT = 8;
  private static final int HALVINGS = 60;

  private final double[] upTo;

  private Popularity(double[] upTo) {
    this.upTo = upTo;
  }

  /**
   * Zipf's law.
   *
   * @param keys number of keys, 1 or more
   * @param exponent 0 (all alike) or more
   */
  public static Popularity zipf(int keys, double exponent) {
    if (keys < 1 || !(exponent >= 0)) {
      throw new IllegalArgumentException(
          "popularity needs keys >= 1 and an exponent >= 0: " + keys + ", " + exponent);
    }
    double[] upTo = new double[keys];
    double sum = 0;
    for (int rank = 0; rank < keys; rank++) {
      sum += Math.pow(rank + 1.0, -exponent);
      upTo[rank] = sum;
    }
    for (int rank = 0; rank < keys; rank++) {
      upTo[rank] /= sum;
    }
    return new Popularity(upTo);
  }

  /**
   * The law by which some of the keys take some of the traffic, such as 5 % of the keys 80 %.
   *
   * @param keys number of keys, 1 or more
   * @param keyShare of the keys, above 0 to 1
   * @param traffic that they take, from keyShare to below 1
   */
  public static Popularity concentrated(int keys, double keyShare, double traffic) {
    if (!(keyShare > 0) || !(traffic >= keyShare) || !(traffic < 1)) {
      throw new IllegalArgumentException(
          "shares must be 0 < keys <= traffic < 1: " + keyShare + ", " + traffic);
    }
    int top = Math.max(1, (int) Math.round(keys * keyShare));
    double low = 0;
    double high = HIGHEST_EXPONENT;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (zipf(keys, middle).shareOfTop(top) < traffic) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return zipf(keys, high);
  }

  /** Number of keys. */
  public int keys() {
    return upTo.length;
  }

  /** Returns the share of the traffic that the most popular keys take. */
  public double shareOfTop(int keys) {
    return keys <= 0 ? 0 : upTo[Math.min(keys, upTo.length) - 1];
  }

  /** Draws a rank, 0 the most popular. */
  public int draw(SplittableRandom random) {
    int found = Arrays.binarySearch(upTo, random.nextDouble());
    return Math.min(found >= 0 ? found + 1 : -found - 1, upTo.length - 1);
  }
}
