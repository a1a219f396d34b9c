package io.forewarm.streams.behaviour;

import java.util.Arrays;

/**
 * A chance mixed of how often it came true in many contexts, each a coarse view of the occasion.
 * Every context has a slot with its share and its number of outcomes; a small logistic mixer, one a
 * gate, learns how much to trust which. After the mixing of PAQ (Mahoney, "Adaptive Weighing of
 * Context Models for Lossless Data Compression", 2005). Memory is fixed: what shares a slot with a
 * newer context is forgotten.
 */
final class ContextMix {
  private static final int SLOTS = 1 << 18;
  private static final double RATE = 0.002;
  private static final int MOST_SEEN = 50;
  private static final double FIRST_SHARE = 0.2;
  private static final double FARTHEST = 12;

  private final int contexts;
  private final int facts;
  private final double[][] weights;
  private final double[][] gradients;
  private final float[] share = new float[SLOTS];
  private final byte[] seen = new byte[SLOTS];
  private final short[] owner = new short[SLOTS];
  private final Calibration calibration = new Calibration(20);

  /**
   * Begins with no outcome.
   *
   * @param facts number of further inputs, each in log odds
   * @param gates number of mixers
   * @param firstWeight of a context that nothing was learnt of yet
   * @param factWeight of a further input
   */
  ContextMix(int contexts, int facts, int gates, double firstWeight, double factWeight) {
    this.contexts = contexts;
    this.facts = facts;
    this.weights = new double[gates][inputs()];
    this.gradients = new double[gates][inputs()];
    for (double[] mixer : weights) {
      for (int i = 0; i < contexts; i++) {
        mixer[2 * i] = firstWeight;
      }
      Arrays.fill(mixer, 2 * contexts, 2 * contexts + facts, factWeight);
    }
    Arrays.fill(share, (float) FIRST_SHARE);
  }

  final int inputs() {
    return 2 * contexts + facts + 1;
  }

  /** Judges; the forecast's facts are set. */
  void judge(Forecast forecast) {
    double[] inputs = forecast.inputs;
    for (int i = 0; i < contexts; i++) {
      int slot = slot(forecast.contexts[i]);
      boolean mine = owner[slot] == mark(forecast.contexts[i]);
      double trust = mine ? seen[slot] / (seen[slot] + 2.0) : 0;
      inputs[2 * i] = trust == 0 ? 0 : logOdds(share[slot]) * trust;
      inputs[2 * i + 1] = trust == 0 ? 0 : (share[slot] - 0.5) * trust * 2;
    }
    inputs[inputs.length - 1] = 1;
    double sum = 0;
    double[] mixer = weights[forecast.gate];
    for (int i = 0; i < inputs.length; i++) {
      sum += mixer[i] * inputs[i];
    }
    forecast.said = chance(sum);
    forecast.probability = calibration.of(forecast.said);
  }

  /** Sets one of the further inputs. */
  void fact(Forecast forecast, int index, double probability) {
    forecast.inputs[2 * contexts + index] = logOdds(Math.max(0.01, Math.min(0.99, probability)));
  }

  /** Learns what became of a forecast. */
  void learn(Forecast forecast, boolean cameTrue) {
    double wrong = forecast.said - (cameTrue ? 1 : 0);
    double[] mixer = weights[forecast.gate];
    double[] gradient = gradients[forecast.gate];
    for (int i = 0; i < mixer.length; i++) {
      double step = wrong * forecast.inputs[i];
      gradient[i] += step * step;
      mixer[i] -= RATE * step / Math.sqrt(0.05 + 0.05 * gradient[i]);
    }
    for (int i = 0; i < contexts; i++) {
      learn(forecast.contexts[i], cameTrue);
    }
    calibration.learn(forecast.said, cameTrue);
  }

  private void learn(long context, boolean cameTrue) {
    int slot = slot(context);
    if (owner[slot] != mark(context)) {
      owner[slot] = mark(context);
      share[slot] = (float) FIRST_SHARE;
      seen[slot] = 0;
    }
    seen[slot] = (byte) Math.min(MOST_SEEN, seen[slot] + 1);
    share[slot] += (float) (((cameTrue ? 1 : 0) - share[slot]) / (seen[slot] + 0.6));
  }

  private static int slot(long context) {
    return (int) (context & (SLOTS - 1));
  }

  private static short mark(long context) {
    return (short) ((context >>> 40) | 1);
  }

  private static double logOdds(double probability) {
    double within = Math.max(0.002, Math.min(0.998, probability));
    return Math.log(within / (1 - within));
  }

  private static double chance(double logOdds) {
    return 1 / (1 + Math.exp(-Math.max(-FARTHEST, Math.min(FARTHEST, logOdds))));
  }
}
