package io.forewarm.streams.behaviour;

/**
 * The chance that a key is read within the horizon, and what it was judged by, so that the outcome
 * can teach.
 */
public final class Forecast {
  final KeyMemory key;
  final long from;
  final ContextMix model;
  final long[] contexts;
  final int gate;
  final double[] inputs;
  double said;
  double probability;

  Forecast(KeyMemory key, long from, ContextMix model, long[] contexts, int gate) {
    this.key = key;
    this.from = from;
    this.model = model;
    this.contexts = contexts;
    this.gate = gate;
    this.inputs = new double[model.inputs()];
  }

  /** The cache key. */
  public String key() {
    return key.key;
  }

  /** The calibrated chance that it is read within the horizon, 0 to 1. */
  public double probability() {
    return probability;
  }
}
