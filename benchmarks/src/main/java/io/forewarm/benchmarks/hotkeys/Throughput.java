package io.forewarm.benchmarks.hotkeys;

import io.forewarm.benchmarks.hotkeys.AccessTraffic.Reports;
import io.forewarm.benchmarks.hotkeys.RateMeter.Rate;
import io.forewarm.client.redis.HashSlots;
import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.TopicCreation;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.StreamsSettings;
import io.forewarm.streams.hotkeys.HotKeyConfig;
import io.forewarm.streams.hotkeys.HotKeyMeters;
import io.forewarm.streams.hotkeys.HotKeyStage;
import io.forewarm.streams.intake.IntakeConfig;
import io.forewarm.streams.intake.IntakeStage;
import io.forewarm.streams.rules.RulesStage;
import io.forewarm.streams.statistics.StatisticsConfig;
import io.forewarm.streams.statistics.StatisticsStage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.SlidingWindows;
import org.apache.kafka.streams.kstream.TimeWindows;

/**
 * How much traffic the detection of hot keys takes, beside what others do with one record for each
 * access: a consumer that only counts, a processor with a ring of maps, and the windows of the DSL.
 */
public final class Throughput {
  private static final int PARTITIONS = 4;
  private static final int THREADS = 2;
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final Duration ADVANCE = Duration.ofSeconds(1);

  private final String bootstrap;
  private final Path folder;
  private final Duration time;
  private final PrintWriter progress;
  private final AccessTraffic traffic;
  private final String run = "rate-" + Long.toString(System.nanoTime(), Character.MAX_RADIX) + ".";

  /**
   * Measures against a broker.
   *
   * @param folder where the topologies keep their state; who gives it deletes it
   * @param time how long each is measured, after 10 s of warm-up
   */
  public Throughput(String bootstrap, Path folder, Duration time, PrintWriter progress) {
    this.folder = folder;
    this.bootstrap = bootstrap;
    this.time = time;
    this.progress = progress;
    this.traffic = new AccessTraffic(bootstrap);
  }

  /**
   * What was found of the detection.
   *
   * @param countersPerSecond keys in reports, a second of time
   * @param countersPerCoreSecond the same, a CPU second of this process
   * @param readsPerSecond reads that the counters stand for
   * @param statisticsShare of the counters that a CPU second takes, those that it takes less with
   *     statistics of templates beside it
   */
  public record Detection(
      double countersPerSecond,
      double countersPerCoreSecond,
      double readsPerSecond,
      double statisticsShare) {}

  /** Runs the stage of hot keys over reports: alone, with the statistics beside it, alone again. */
  public Detection detection(int flushes) {
    Topics topics = new Topics(run, PARTITIONS);
    try (Admin admin = admin()) {
      TopicCreation.create(admin, topics, (short) 1);
    }
    say("writing reports of 8 publishers");
    Reports written = traffic.writeReports(topics, flushes);
    say("%,d counters of %,d reads are written", written.counters(), written.reads());
    Rate rate = stage("stage", topics, false, written);
    Rate beside = stage("stage-with-statistics", topics, true, written);
    Rate again = stage("stage-again", topics, false, written);
    return new Detection(
        rate.perSecond(),
        rate.perCpuSecond(),
        rate.perSecond() * written.reads() / written.counters(),
        1 - 2 * beside.perCpuSecond() / (rate.perCpuSecond() + again.perCpuSecond()));
  }

  private Rate stage(String name, Topics topics, boolean statistics, Reports written) {
    RateMeter meter = new RateMeter();
    Rate rate = run(stage(topics, meter, statistics), name, meter, written.counters());
    say("%s: %,.0f counters a CPU second", name, rate.perCpuSecond());
    return rate;
  }

  private static Topology stage(Topics topics, RateMeter meter, boolean statistics) {
    RecordSerdes serdes = new RecordSerdes(Map.<String, Object>of());
    StreamsBuilder builder = new StreamsBuilder();
    RulesStage rules = new RulesStage(topics, serdes);
    rules.addTo(builder);
    KStream<String, AccessReport> reports =
        new IntakeStage(topics, serdes, IntakeConfig.DEFAULT)
            .addTo(builder)
            .peek((shard, report) -> meter.add(report.getKeys().size()), Named.as("counted"));
    new HotKeyStage(
            topics,
            serdes,
            HotKeyConfig.DEFAULT,
            new HotKeyMeters(new SimpleMeterRegistry()),
            report -> {})
        .addTo(builder, reports, rules);
    if (statistics) {
      new StatisticsStage(topics, serdes, StatisticsConfig.DEFAULT, HashSlots::of)
          .addTo(builder, reports);
    }
    return builder.build();
  }

  /** Writes the records for the others, one for each access, and returns their topic. */
  public String singles(int number) {
    String topic = run + "singles";
    try (Admin admin = admin()) {
      admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the topic of single accesses cannot be created", e);
    }
    say("writing %,d records of one access each", number);
    traffic.writeSingles(topic, number);
    return topic;
  }

  /** A consumer that counts records: what no topology can be faster than. */
  public double consumer(String topic, int number) {
    RateMeter meter = new RateMeter();
    AtomicBoolean over = new AtomicBoolean();
    Thread reader =
        new Thread(
            () -> {
              try (KafkaConsumer<byte[], byte[]> consumer =
                  new KafkaConsumer<>(
                      Map.of(
                          "bootstrap.servers",
                          bootstrap,
                          "group.id",
                          run + "consumer",
                          "auto.offset.reset",
                          "earliest",
                          "max.poll.records",
                          5_000),
                      new ByteArrayDeserializer(),
                      new ByteArrayDeserializer())) {
                consumer.subscribe(List.of(topic));
                for (long all = 0; all < number && !over.get(); ) {
                  int got = consumer.poll(Duration.ofMillis(100)).count();
                  all += got;
                  meter.add(got);
                }
              }
            },
            "consumer");
    reader.start();
    double rate = meter.measure(Duration.ofMillis(300), time, number).perSecond();
    over.set(true);
    join(reader);
    return said("consumer", rate);
  }

  /** A ring of maps in a processor. */
  public double ring(String topic, int number) {
    RateMeter meter = new RateMeter();
    StreamsBuilder builder = new StreamsBuilder();
    singles(builder, topic, meter)
        .process(() -> new MapRing(WINDOW, Duration.ofMillis(200)), Named.as("ring"));
    return said("ring", run(builder.build(), "ring", meter, number).perSecond());
  }

  /** Hopping windows of 10 s that advance by 1 s. */
  public double hopping(String topic, int number) {
    RateMeter meter = new RateMeter();
    StreamsBuilder builder = new StreamsBuilder();
    singles(builder, topic, meter)
        .groupByKey(Grouped.as("by-key"))
        .windowedBy(TimeWindows.ofSizeWithNoGrace(WINDOW).advanceBy(ADVANCE))
        .count(Named.as("count"), Materialized.as("hopping"));
    return said("hopping", run(builder.build(), "hopping", meter, number).perSecond());
  }

  /** Sliding windows of 10 s. */
  public double sliding(String topic, int number) {
    RateMeter meter = new RateMeter();
    StreamsBuilder builder = new StreamsBuilder();
    singles(builder, topic, meter)
        .groupByKey(Grouped.as("by-key"))
        .windowedBy(SlidingWindows.ofTimeDifferenceWithNoGrace(WINDOW))
        .count(Named.as("count"), Materialized.as("sliding"));
    return said("sliding", run(builder.build(), "sliding", meter, number).perSecond());
  }

  private static KStream<String, byte[]> singles(
      StreamsBuilder builder, String topic, RateMeter meter) {
    return builder.stream(
            topic, Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("singles"))
        .peek((key, value) -> meter.add(1), Named.as("counted"));
  }

  private Rate run(Topology topology, String name, RateMeter meter, long goal) {
    Properties properties =
        new StreamsSettings(
                new Topics(run, PARTITIONS),
                Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
                folder.resolve(name),
                null,
                THREADS,
                0,
                Duration.ofSeconds(1))
            .toProperties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, run + name);
    properties.put(
        StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class.getName());
    properties.put(
        StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class.getName());
    try (KafkaStreams streams = new KafkaStreams(topology, properties)) {
      streams.start();
      return meter.measure(WARM_UP, time, goal);
    }
  }

  private double said(String name, double rate) {
    say("%s: %,.0f records a second", name, rate);
    return rate;
  }

  private void say(String text, Object... figures) {
    progress.println(String.format(Locale.ROOT, text, figures));
    progress.flush();
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrap));
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
