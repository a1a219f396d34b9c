package io.forewarm.client.expiry;

import java.util.function.DoubleUnaryOperator;

/**
 * Judges how long values of a region should be fresh, from two things that it is told: at which age
 * a value was found changed or unchanged when it was loaded again, and at which ages values are
 * read. Pure: no clock, no Redis. Not safe for concurrent use.
 *
 * <p>Changes are taken for a Poisson process, of which every reload says only whether there was one
 * or more since the last: its rate is the maximum likelihood estimate for irregular intervals with
 * half a change and half a quiet interval added (Cho and Garcia-Molina, Estimating Frequency of
 * Change, ACM TOIT 2003). A value that changes at rate r and is read evenly over its life T is
 * stale in a share of 1 - (1 - e^(-rT)) / (rT) of its reads; T is chosen so that this is the
 * allowed share. Nothing is won beyond twice the age that 99 of 100 reads do not exceed.
 */
final class TtlPolicy {
  private static final int ENOUGH = 32;
  private static final int MOST = 2_048;
  private static final double NEARLY_ALL = 0.99;
  private static final int STEPS = 60;

  private final TtlBounds bounds;
  private final double changesALife;
  private final Ages changed = new Ages();
  private final Ages same = new Ages();
  private final Ages read = new Ages();

  TtlPolicy(TtlBounds bounds) {
    this.bounds = bounds;
    this.changesALife = root(x -> staleShare(x) - bounds.staleShare(), 1e-9, 1e9);
  }

  /** A value was loaded again at an age, and had changed or not. */
  void reloaded(long ageMillis, boolean hadChanged) {
    (hadChanged ? changed : same).add(ageMillis);
    if (changed.total() + same.total() > MOST) {
      changed.halve();
      same.halve();
    }
  }

  /** A value was read at an age. */
  void read(long ageMillis) {
    read.add(ageMillis);
    if (read.total() > MOST) {
      read.halve();
    }
  }

  /**
   * Returns how long values should be fresh.
   *
   * @param fallback what holds while too little is known, milliseconds
   */
  long softTtlMillis(long fallback) {
    double reloads = changed.total() + same.total();
    if (reloads < ENOUGH) {
      return bounds.nearest(fallback);
    }
    double ttl = changesALife / changesAMilli();
    double wanted = read.total() < ENOUGH ? ttl : Math.min(ttl, 2 * read.quantile(NEARLY_ALL));
    return bounds.nearest((long) wanted);
  }

  /** Rate of changes, by the slope of the likelihood. */
  private double changesAMilli() {
    double middle =
        (changed.mean() * changed.total() + same.mean() * same.total())
            / (changed.total() + same.total());
    return root(rate -> -slope(rate, middle), 1e-15, 10);
  }

  private double slope(double rate, double middle) {
    double slope = 0.5 * pull(rate, middle) - 0.5 * middle;
    for (int bucket = 0; bucket < Ages.buckets(); bucket++) {
      double age = Ages.age(bucket);
      if (changed.in(bucket) > 0) {
        slope += changed.in(bucket) * pull(rate, age);
      }
      slope -= same.in(bucket) * age;
    }
    return slope;
  }

  /** How far a change within an age pulls the rate up. */
  private static double pull(double rate, double age) {
    return age / Math.expm1(Math.min(700, rate * age));
  }

  private static double staleShare(double changes) {
    return 1 + Math.expm1(-changes) / changes;
  }

  /** Where a rising function crosses zero, by halving the span of its logarithm. */
  private static double root(DoubleUnaryOperator rising, double low, double high) {
    double from = low;
    double to = high;
    for (int step = 0; step < STEPS; step++) {
      double middle = Math.sqrt(from * to);
      if (rising.applyAsDouble(middle) < 0) {
        from = middle;
      } else {
        to = middle;
      }
    }
    return Math.sqrt(from * to);
  }
}
