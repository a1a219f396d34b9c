package io.forewarm.streams;

import io.forewarm.client.redis.HashSlots;
import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.MaintenanceCommand;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.hotkeys.HotKeyMeters;
import io.forewarm.streams.hotkeys.HotKeyStage;
import io.forewarm.streams.insight.AlertMeters;
import io.forewarm.streams.insight.AlertStage;
import io.forewarm.streams.insight.InsightStage;
import io.forewarm.streams.intake.IntakeStage;
import io.forewarm.streams.observation.ObservationStage;
import io.forewarm.streams.refresh.RefreshStage;
import io.forewarm.streams.rules.RulesStage;
import io.forewarm.streams.statistics.StatisticsStage;
import io.forewarm.streams.warming.WarmingMeters;
import io.forewarm.streams.warming.WarmingStage;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.jspecify.annotations.Nullable;

/** The pipeline, from named streams to named streams. */
public final class ForewarmTopology {
  private ForewarmTopology() {}

  /** Returns the whole pipeline, which shows nothing of itself. */
  public static Topology build(Topics topics, RecordSerdes serdes, PipelineConfig config) {
    return build(topics, serdes, config, new CompositeMeterRegistry(), report -> {}, HashSlots::of);
  }

  /**
   * Returns the whole pipeline; run it with {@link StreamsSettings}.
   *
   * @param heard told of every report that is counted, by the thread of its partition
   * @param slotOf who knows the hash slot of Redis in which a cache key lies
   */
  public static Topology build(
      Topics topics,
      RecordSerdes serdes,
      PipelineConfig config,
      MeterRegistry meters,
      Consumer<AccessReport> heard,
      ToIntFunction<String> slotOf) {
    StreamsBuilder builder = new StreamsBuilder();

    RulesStage rules = new RulesStage(topics, serdes);
    rules.addTo(builder);

    KStream<String, AccessReport> reports =
        new IntakeStage(topics, serdes, config.intake()).addTo(builder);

    KStream<String, @Nullable HotKey> hot =
        new HotKeyStage(topics, serdes, config.hotKeys(), new HotKeyMeters(meters), heard)
            .addTo(builder, reports, rules);

    new RefreshStage(topics, serdes, config.refresh()).addTo(builder, reports, hot, rules);

    KStream<String, MaintenanceCommand> observed =
        new WarmingStage(topics, serdes, config.warming(), new WarmingMeters(meters))
            .addTo(builder, rules);

    new ObservationStage(topics, serdes, config.warming().life(), config.refresh())
        .addTo(reports, hot, observed, rules);

    new AlertStage(topics, serdes, config.alerts(), new AlertMeters(meters))
        .addTo(builder, hot, rules);

    new InsightStage(topics, serdes, config.insight()).addTo(builder, reports);

    new StatisticsStage(topics, serdes, config.statistics(), slotOf).addTo(builder, reports);

    return builder.build();
  }
}
