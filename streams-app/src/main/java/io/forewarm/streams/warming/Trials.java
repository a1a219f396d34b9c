package io.forewarm.streams.warming;

/**
 * Whether loads ahead are of use where each takes the place of something else: as long as half of
 * the latest thousand or so were read before they went, all may be made; else one in sixteen, to
 * see whether that changes. Not safe for concurrent use.
 */
public final class Trials {
  private static final double LATEST = 1_000;
  private static final double LEAST_USEFUL = 0.5;
  private static final double BENEFIT_OF_DOUBT = 20;
  private static final int ONE_IN = 16;

  private double loads;
  private double useful;
  private int refused;

  /** Whether the next load ahead may be made. */
  public boolean allowed() {
    return useful + BENEFIT_OF_DOUBT >= LEAST_USEFUL * loads || ++refused % ONE_IN == 0;
  }

  /** One is made. */
  public void loaded() {
    loads = loads * (1 - 1 / LATEST) + 1;
    useful *= 1 - 1 / LATEST;
  }

  /** One that was counted is not made after all. */
  void notLoaded() {
    loads = Math.max(0, loads - 1);
  }

  /** One was read before it went. */
  public void useful() {
    useful++;
  }
}
