package io.forewarm.streams.behaviour;

import java.util.Arrays;

/**
 * Makes of what a model says how often it is true, from what became of it: bins between whose
 * middles is interpolated, and which slowly forget.
 */
final class Calibration {
  private static final int BINS = 40;
  private static final double FORGET = 0.002;

  private final double[] said = new double[BINS];
  private final double[] cameTrue = new double[BINS];

  /**
   * Begins by believing the model.
   *
   * @param belief as if so many had come true as said, in every bin
   */
  Calibration(double belief) {
    Arrays.fill(said, belief);
    Arrays.setAll(cameTrue, bin -> belief * (bin + 0.5) / BINS);
  }

  /** Returns how often what is said with this probability comes true. */
  double of(double probability) {
    double position = probability * BINS - 0.5;
    if (position < 0) {
      return probability * 2 * BINS * share(0);
    }
    int low = low(position);
    double high = Math.min(1, position - low);
    return share(low) * (1 - high) + share(low + 1) * high;
  }

  private double share(int bin) {
    return cameTrue[bin] / said[bin];
  }

  private static int low(double position) {
    return (int) Math.min(BINS - 2, position);
  }

  /** Learns what became of something that was said with this probability. */
  void learn(double probability, boolean true_) {
    double position = Math.max(0, probability * BINS - 0.5);
    int low = low(position);
    double high = Math.min(1, position - low);
    learn(low, 1 - high, true_);
    learn(low + 1, high, true_);
  }

  private void learn(int bin, double weight, boolean true_) {
    double keep = 1 - weight * FORGET;
    said[bin] = said[bin] * keep + weight;
    cameTrue[bin] = cameTrue[bin] * keep + (true_ ? weight : 0);
  }
}
