package io.forewarm.streams.warming;

/**
 * How probable a read must be for a load ahead of it: as much as keeps the loads within the
 * configured excess over those of a cache that loads only when asked. Where speculation costs more
 * than that, the price rises until only what is all but certain is loaded ahead, and falls again
 * with the excess. Not safe for concurrent use.
 */
public final class Thrift {
  private static final double MOST = 0.97;
  private static final double SPAN = 20_000;
  private static final double FREE = 100;
  private static final double BAND = 0.2;

  private final WarmingConfig config;
  private double loads;
  private double lazy;

  /** Begins with nothing spent. */
  public Thrift(WarmingConfig config) {
    this.config = config;
  }

  /** Probability from which on a load ahead pays, 0 to 1. */
  public double price() {
    double over = excess() / config.excess() - 1;
    double dearness = Math.max(0, Math.min(1, over / BAND + 0.5));
    return config.price() + dearness * (MOST - config.price());
  }

  /** Loads of late above those of a cache that loads only when asked, as a share of these. */
  public double excess() {
    return (loads - lazy) / (lazy + FREE);
  }

  /** Something was loaded, asked for or not. */
  public void loaded() {
    loads++;
  }

  /** A load that was counted was not made. */
  public void notLoaded() {
    loads = Math.max(0, loads - 1);
  }

  /** A cache that loads only when asked would have loaded. */
  public void lazyLoaded() {
    lazy = lazy * (1 - 1 / SPAN) + 1;
    loads *= 1 - 1 / SPAN;
  }
}
