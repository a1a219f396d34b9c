package io.forewarm.streams;

import io.forewarm.streams.hotkeys.HotKeyConfig;
import io.forewarm.streams.insight.AlertConfig;
import io.forewarm.streams.insight.InsightConfig;
import io.forewarm.streams.intake.IntakeConfig;
import io.forewarm.streams.refresh.RefreshConfig;
import io.forewarm.streams.statistics.StatisticsConfig;
import io.forewarm.streams.warming.WarmingConfig;

/** The settings of every stage. */
public record PipelineConfig(
    IntakeConfig intake,
    HotKeyConfig hotKeys,
    RefreshConfig refresh,
    WarmingConfig warming,
    InsightConfig insight,
    AlertConfig alerts,
    StatisticsConfig statistics) {
  /** The defaults of every stage. */
  public static final PipelineConfig DEFAULT =
      new PipelineConfig(
          IntakeConfig.DEFAULT,
          HotKeyConfig.DEFAULT,
          RefreshConfig.DEFAULT,
          WarmingConfig.DEFAULT,
          InsightConfig.DEFAULT,
          AlertConfig.DEFAULT,
          StatisticsConfig.DEFAULT);

  /** Returns these settings with others for the hot keys. */
  public PipelineConfig with(HotKeyConfig others) {
    return new PipelineConfig(intake, others, refresh, warming, insight, alerts, statistics);
  }

  /** Returns these settings with others for refresh ahead. */
  public PipelineConfig with(RefreshConfig others) {
    return new PipelineConfig(intake, hotKeys, others, warming, insight, alerts, statistics);
  }

  /** Returns these settings with others for warming. */
  public PipelineConfig with(WarmingConfig others) {
    return new PipelineConfig(intake, hotKeys, refresh, others, insight, alerts, statistics);
  }

  /** Returns these settings with others for the statistics. */
  public PipelineConfig with(StatisticsConfig others) {
    return new PipelineConfig(intake, hotKeys, refresh, warming, insight, alerts, others);
  }
}
