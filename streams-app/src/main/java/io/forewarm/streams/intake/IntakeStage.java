package io.forewarm.streams.intake;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/** Reads {@code access} and lets the reports in that can be true. */
public final class IntakeStage {
  private final Topics topics;
  private final RecordSerdes serdes;
  private final IntakeConfig config;

  /** Names the topics, how records are read, and what a report may look like. */
  public IntakeStage(Topics topics, RecordSerdes serdes, IntakeConfig config) {
    this.topics = topics;
    this.serdes = serdes;
    this.config = config;
  }

  /** Returns the reports to believe, each in the partition that its keys belong to. */
  public KStream<String, AccessReport> addTo(StreamsBuilder builder) {
    AccessPolicy policy = new AccessPolicy(config, topics.partitions());
    return builder.stream(
            topics.access.name(),
            Consumed.with(Serdes.String(), serdes.serde(AccessReport.class))
                .withTimestampExtractor(new BrokerTime())
                .withName("access"))
        .processValues(() -> new AccessCheckProcessor(policy), Named.as("access-check"));
  }
}
