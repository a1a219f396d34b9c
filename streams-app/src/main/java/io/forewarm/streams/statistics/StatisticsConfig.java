package io.forewarm.streams.statistics;

/**
 * How much is kept for statistics.
 *
 * @param enabled whether there are any
 * @param sampledKeys keys of a template that are followed exactly in each partition, 1 or more
 * @param mostReports reports of a key in ten seconds that a partition counts one by one, about;
 *     when more come, those of few reads are counted for a share of the keys, 1 or more
 * @param mostTemplates templates of all regions in a partition; what is more is not counted, 1 or
 *     more
 */
public record StatisticsConfig(
    boolean enabled, int sampledKeys, int mostReports, int mostTemplates) {
  /** The defaults: on, 128 keys, 100,000 reports, 1000 templates. */
  public static final StatisticsConfig DEFAULT = new StatisticsConfig(true, 128, 100_000, 1000);

  /** Refuses statistics of nothing. */
  public StatisticsConfig {
    if (sampledKeys < 1) {
      throw new IllegalArgumentException("statistics.sampled-keys must be > 0: " + sampledKeys);
    }
    if (mostReports < 1) {
      throw new IllegalArgumentException("statistics.most-reports must be > 0: " + mostReports);
    }
    if (mostTemplates < 1) {
      throw new IllegalArgumentException("statistics.most-templates must be > 0: " + mostTemplates);
    }
  }
}
