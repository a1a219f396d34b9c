package io.forewarm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forewarm.client.codec.Codec;
import io.forewarm.embedded.Embedded;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.CommandKind;
import io.forewarm.schemas.MaintenanceCommand;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Two clients of a service over one Redis and one broker, whose regions read one origin: users read
 * keys that are not cached, and the pipeline orders others at a steady rate. In the middle the
 * origin becomes ten times slower.
 */
final class SlowOriginRun implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Topics topics = Embedded.topics(Embedded.uniquePrefix("origin"), 2);
  private final BusyOrigin origin;
  private final List<SimpleMeterRegistry> meters =
      List.of(new SimpleMeterRegistry(), new SimpleMeterRegistry());
  private final List<Forewarm> clients;
  private final List<Region<String, String>> regions;
  private final KafkaProducer<String, MaintenanceCommand> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", Embedded.kafka().bootstrapServers()),
          new StringSerializer(),
          new RecordSerdes(Map.of()).<MaintenanceCommand>serializer());
  private final ScheduledExecutorService users = Executors.newScheduledThreadPool(2);
  private final AtomicInteger serial = new AtomicInteger();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final Traffic traffic;

  SlowOriginRun(long seed, Traffic traffic) {
    this.traffic = traffic;
    this.origin = new BusyOrigin(seed);
    this.clients = meters.stream().map(this::connect).toList();
    this.regions = Stream.of(0, 1).map(this::open).toList();
  }

  private Forewarm connect(SimpleMeterRegistry registry) {
    return Forewarm.connect(
        ForewarmConfig.builder("shop")
            .redis(Embedded.redis().url())
            .redisPrefix(topics.prefix())
            .kafka(Embedded.kafka().bootstrapServers())
            .topics(topics)
            .meters(registry)
            .build());
  }

  private Region<String, String> open(int client) {
    return clients
        .get(client)
        .open(
            RegionConfig.builder("things", String.class, "{id}")
                .codec(Codec.utf8())
                .origin("things-db")
                .loader(origin)
                .build());
  }

  /** Runs the three phases; the last ends when loads ahead are back at their former rate. */
  Figures run(Duration calm, Duration slow) {
    at(traffic.reads(), this::read);
    at(traffic.commands(), this::order);
    await().atMost(PATIENCE).until(this::bothWork);
    long began = System.nanoTime();
    pass(calm);
    origin.slow(10);
    long slowed = System.nanoTime();
    pass(slow);
    origin.slow(1);
    long recovered = System.nanoTime();
    double before = origin.ahead(began, slowed) * (double) SECOND / (slowed - began);
    if (traffic.commands() > 0) {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> lastSecond() >= 0.9 * before);
    }
    return new Figures(
        before,
        lastLoad(slowed, recovered),
        busiest(slowed + 2 * SECOND, recovered),
        origin.ahead(slowed + 2 * SECOND, recovered),
        probes(),
        (System.nanoTime() - recovered) / 1e9,
        p99(began, slowed),
        p99(slowed, recovered));
  }

  private void at(int perSecond, Runnable task) {
    if (perSecond > 0) {
      users.scheduleAtFixedRate(task, 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
    }
  }

  private boolean bothWork() {
    return answers.size() >= traffic.reads()
        && meters.stream().allMatch(it -> count(it, "admitted") >= traffic.commands() / 2);
  }

  private long probes() {
    return meters.stream().mapToLong(it -> count(it, "probes")).sum();
  }

  private static long count(SimpleMeterRegistry registry, String what) {
    return (long) registry.get("forewarm.client.budget." + what).counter().count();
  }

  private void read() {
    int number = serial.incrementAndGet();
    long asked = System.nanoTime();
    regions
        .get(number % 2)
        .getAsync("read-" + number)
        .whenComplete((value, failure) -> answers.add(new Answer(asked, System.nanoTime())));
  }

  private void order() {
    String key = CacheKey.of("things", BusyOrigin.AHEAD + serial.incrementAndGet());
    MaintenanceCommand command =
        MaintenanceCommand.newBuilder()
            .setId(key)
            .setKind(CommandKind.WARM)
            .setKey(key)
            .setDeadline(System.currentTimeMillis() + 10_000)
            .build();
    int partition = CacheKey.partition(key, topics.partitions());
    producer.send(new ProducerRecord<>(topics.commands.name(), partition, key, command));
  }

  private static void pass(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    await()
        .pollInterval(Duration.ofMillis(2))
        .atMost(time.plus(PATIENCE))
        .until(() -> System.nanoTime() >= until);
  }

  private long lastSecond() {
    long now = System.nanoTime();
    return origin.ahead(now - SECOND, now);
  }

  /** Seconds after which the origin was asked for the last time ahead of a read. */
  private double lastLoad(long from, long to) {
    long last = from;
    for (long at = from; at - to < 0; at += SECOND / 100) {
      last = origin.ahead(at, at + SECOND / 100) > 0 ? at : last;
    }
    return (last - from) / 1e9;
  }

  /** The most loads ahead in any window of 100 ms. */
  private long busiest(long from, long to) {
    long most = 0;
    for (long at = from; at + SECOND / 10 - to <= 0; at += SECOND / 100) {
      most = Math.max(most, origin.ahead(at, at + SECOND / 10));
    }
    return most;
  }

  private double p99(long from, long to) {
    long[] took =
        answers.stream()
            .filter(answer -> answer.asked - from >= 0 && answer.asked - to < 0)
            .mapToLong(answer -> answer.answered - answer.asked)
            .sorted()
            .toArray();
    assertThat(took.length).as("reads, answered").isGreaterThanOrEqualTo(traffic.reads());
    return took.length == 0 ? 0 : took[(int) Math.ceil(took.length * 0.99) - 1] / 1e6;
  }

  @Override
  public void close() {
    users.shutdownNow();
    producer.close();
    clients.forEach(Forewarm::close);
  }

  private record Answer(long asked, long answered) {}

  /** Reads of keys that are not cached, and commands, a second. */
  record Traffic(int reads, int commands) {}

  /**
   * What was seen.
   *
   * @param before loads ahead a second while the origin was well
   * @param last seconds after it slowed down until the last load ahead, probes included
   * @param busiest most loads ahead in any 100 ms from 2 s after it slowed down on
   * @param late loads ahead from then on
   * @param probes of all time
   * @param back seconds after which the loads ahead of a second were nine tenths of the former
   * @param calmP99 of reads, milliseconds
   * @param slowP99 of reads while the origin was slow, milliseconds
   */
  record Figures(
      double before,
      double last,
      long busiest,
      long late,
      long probes,
      double back,
      double calmP99,
      double slowP99) {}
}
