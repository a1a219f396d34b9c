package io.forewarm.streams.statistics;

/**
 * How much is kept for statistics.
 *
 * @param enabled whether there are any
 * @param sampledKeys keys of a template that are followed exactly in each partition, 1 or more
 * @param mostTemplates templates of all regions in a partition; what is more is not counted, 1 or
 *     more
 */
public record StatisticsConfig(boolean enabled, int sampledKeys, int mostTemplates) {
  /** The defaults: on, 128 keys, 1000 templates. */
  public static final StatisticsConfig DEFAULT = new StatisticsConfig(true, 128, 1000);

  /** Refuses statistics of nothing. */
  public StatisticsConfig {
    if (sampledKeys < 1) {
      throw new IllegalArgumentException("statistics.sampled-keys must be > 0: " + sampledKeys);
    }
    if (mostTemplates < 1) {
      throw new IllegalArgumentException("statistics.most-templates must be > 0: " + mostTemplates);
    }
  }
}
