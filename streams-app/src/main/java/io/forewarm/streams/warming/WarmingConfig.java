package io.forewarm.streams.warming;

/**
 * How much may be loaded on suspicion.
 *
 * @param price a load ahead of a read less probable than this is never made, above 0, below 1
 * @param excess loads above those of a cache that loads only when asked, as a share of these, above
 *     0 to 1
 */
public record WarmingConfig(double price, double excess) {
  /** About five in six loads ahead are of use, at 6 % more loads. */
  public static final WarmingConfig DEFAULT = new WarmingConfig(0.71, 0.064);

  /**
   * Checks.
   *
   * @throws IllegalArgumentException naming the setting, its value and what is allowed
   */
  public WarmingConfig {
    if (!(price > 0 && price < 1)) {
      throw new IllegalArgumentException(
          "warming.price=" + price + ": must be above 0 and below 1");
    }
    if (!(excess > 0 && excess <= 1)) {
      throw new IllegalArgumentException("warming.excess=" + excess + ": must be above 0, to 1");
    }
  }

  /** Returns the same with another excess. */
  public WarmingConfig withExcess(double share) {
    return new WarmingConfig(price, share);
  }
}
