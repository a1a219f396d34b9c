package io.forewarm.streams;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CommandOutcome;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.Insight;
import io.forewarm.schemas.MaintenanceCommand;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Rule;
import io.forewarm.schemas.TemplateStats;
import io.forewarm.schemas.Topic;
import io.forewarm.schemas.Topics;
import io.forewarm.schemas.VisitReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The whole pipeline in one thread, without a broker, over one partition. */
public final class PipelineDriver implements AutoCloseable {
  /** Where the clock of every driver begins, milliseconds since 1970; a multiple of a minute. */
  public static final long START = 1_800_000_000_000L;

  private final RecordSerdes serdes = new RecordSerdes(Map.of());
  private final Topics topics;
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> access;
  private final TestInputTopic<String, VisitReport> visits;
  private final TestInputTopic<String, CommandOutcome> outcomes;
  private final TestInputTopic<String, Rule> rules;
  private final TestOutputTopic<String, HotKey> hotKeys;
  private final TestOutputTopic<String, MaintenanceCommand> commands;
  private final TestOutputTopic<String, Insight> insights;
  private final TestOutputTopic<String, TemplateStats> trends;
  private final TestOutputTopic<byte[], byte[]> deadLetters;

  public PipelineDriver(PipelineConfig config) {
    this(config, 1);
  }

  public PipelineDriver(PipelineConfig config, int partitions) {
    topics = new Topics("t.", partitions);
    StreamsSettings settings =
        StreamsSettings.local(
            topics,
            Map.of("bootstrap.servers", "none:1"),
            Path.of("target", "driver-state", UUID.randomUUID().toString()));
    driver =
        new TopologyTestDriver(
            ForewarmTopology.build(topics, serdes, config),
            settings.toProperties(),
            Instant.ofEpochMilli(START));
    access =
        driver.createInputTopic(
            topics.access.name(), new ByteArraySerializer(), new ByteArraySerializer());
    visits =
        driver.createInputTopic(
            topics.visits.name(), new StringSerializer(), serdes.<VisitReport>serializer());
    outcomes =
        driver.createInputTopic(
            topics.outcomes.name(), new StringSerializer(), serdes.<CommandOutcome>serializer());
    rules =
        driver.createInputTopic(
            topics.rules.name(), new StringSerializer(), serdes.<Rule>serializer());
    hotKeys = output(topics.hotKeys, HotKey.class);
    commands = output(topics.commands, MaintenanceCommand.class);
    insights = output(topics.insights, Insight.class);
    trends = output(topics.trends, TemplateStats.class);
    deadLetters =
        driver.createOutputTopic(
            topics.deadLetters.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private <V extends SpecificRecord> TestOutputTopic<String, V> output(
      Topic<V> topic, Class<V> type) {
    return driver.createOutputTopic(
        topic.name(), new StringDeserializer(), serdes.deserializer(type));
  }

  public void report(long timestamp, AccessReport report) {
    raw(timestamp, serdes.<AccessReport>serializer().serialize(topics.access.name(), report));
  }

  public void visits(long timestamp, VisitReport report) {
    visits.pipeInput(new TestRecord<>("0", report, Instant.ofEpochMilli(timestamp)));
  }

  public void outcome(long timestamp, CommandOutcome outcome) {
    outcomes.pipeInput(
        new TestRecord<>(outcome.getKey(), outcome, Instant.ofEpochMilli(timestamp)));
  }

  public void raw(long timestamp, byte[] value) {
    access.pipeInput(new TestRecord<>(new byte[] {'0'}, value, Instant.ofEpochMilli(timestamp)));
  }

  public void rule(Rule rule) {
    rules.pipeInput(rule.getTarget(), rule);
  }

  /** Lets the wall clock run. */
  public void pass(Duration time) {
    driver.advanceWallClockTime(time);
  }

  /** Returns what was announced since the last call. */
  public List<TestRecord<String, HotKey>> hotKeys() {
    return hotKeys.readRecordsToList();
  }

  public List<MaintenanceCommand> commands() {
    return commands.readValuesToList();
  }

  public List<Insight> insights() {
    return insights.readValuesToList();
  }

  /** Returns what has changed in the trends since the last call, by place. */
  public List<TestRecord<String, TemplateStats>> trends() {
    return trends.readRecordsToList();
  }

  public List<TestRecord<byte[], byte[]>> deadLetters() {
    return deadLetters.readRecordsToList();
  }

  @Override
  public void close() {
    driver.close();
  }
}
