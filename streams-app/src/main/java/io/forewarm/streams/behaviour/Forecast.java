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
  private final boolean patient;
  double said;
  double probability;
  private boolean cameTrue;

  /**
   * Begins.
   *
   * @param patient whether it teaches when its time is over only: where many are made at once,
   *     those that come true would teach before those that do not
   */
  Forecast(KeyMemory key, long from, ContextMix model, long[] contexts, int gate, boolean patient) {
    this.key = key;
    this.from = from;
    this.model = model;
    this.contexts = contexts;
    this.gate = gate;
    this.patient = patient;
    this.inputs = new double[model.inputs()];
  }

  /** The key was read, in time or not. */
  void read(boolean inTime) {
    cameTrue = inTime;
    if (!patient) {
      model.learn(this, inTime);
    }
  }

  /**
   * Its time is over.
   *
   * @param waiting whether the key was not read
   */
  void over(boolean waiting) {
    if (patient || waiting) {
      model.learn(this, cameTrue);
    }
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
