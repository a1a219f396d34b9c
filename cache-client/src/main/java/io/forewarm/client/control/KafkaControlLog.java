package io.forewarm.client.control;

import io.forewarm.client.events.BrokerClock;
import io.forewarm.client.events.Outage;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.InvalidationBatch;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Rule;
import io.forewarm.schemas.TagInvalidation;
import io.forewarm.schemas.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the pipeline's word in Kafka with one thread. Waits for the broker and the topics for as
 * long as it takes, and goes on where it was after an outage. {@link ControlListener#lost} is
 * called once when the log is first reached: what was cached before is not proven by it.
 */
public final class KafkaControlLog implements ControlLog {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaControlLog.class);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Topics topics;
  private final RecordSerdes serdes;
  private final BrokerClock clock;
  private final LongSupplier nanos;
  private final Counter skipped;
  private final Counter losses;
  private final Watermark watermark;
  private final CountDownLatch current = new CountDownLatch(1);
  private final FollowerThread thread;

  /**
   * Prepares; {@link #start} connects.
   *
   * @param kafka properties of Kafka clients, {@code bootstrap.servers} among them
   * @param clock takes broker time to this process's clock
   */
  public KafkaControlLog(
      Map<String, Object> kafka, Topics topics, BrokerClock clock, MeterRegistry meters) {
    this(
        new RecordSerdes(kafka),
        topics,
        clock,
        meters,
        System::nanoTime,
        () ->
            new KafkaConsumer<>(
                ConsumerSettings.control(kafka),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()));
  }

  /** Reads through any consumers. */
  KafkaControlLog(
      RecordSerdes serdes,
      Topics topics,
      BrokerClock clock,
      MeterRegistry meters,
      LongSupplier nanos,
      Supplier<Consumer<byte[], byte[]>> consumers) {
    this.serdes = serdes;
    this.topics = topics;
    this.clock = clock;
    this.nanos = nanos;
    this.thread =
        new FollowerThread(
            "forewarm-control", consumers, new Outage(LOG, "Following the pipeline in Kafka"));
    this.watermark = new Watermark(topics.partitions(), clock);
    this.skipped =
        Counter.builder("forewarm.client.control.skipped")
            .description("Records of the control topics that could not be read")
            .register(meters);
    this.losses =
        Counter.builder("forewarm.client.control.lost")
            .description("Times that the near cache lost its proof, the first contact included")
            .register(meters);
    Gauge.builder("forewarm.client.watermark.age", this::ageSeconds)
        .description("Time since which writes are not proven to have taken effect")
        .baseUnit("seconds")
        .register(meters);
  }

  private double ageSeconds() {
    long proven = watermark.nanos();
    return proven == NEVER ? Double.NaN : (nanos.getAsLong() - proven) / 1e9;
  }

  @Override
  public void start(ControlListener listener) {
    if (!thread.start(following(listener))) {
      throw new IllegalStateException("a control log is followed once");
    }
  }

  private FollowerThread.Following following(ControlListener listener) {
    ControlReader reader = new ControlReader(followers(listener), clock, nanos, skipped, current);
    return new FollowerThread.Following() {
      @Override
      public Optional<String> obstacle(Consumer<byte[], byte[]> opened) {
        return reader.obstacle(opened);
      }

      @Override
      public FollowerThread.Session begin(Consumer<byte[], byte[]> opened) {
        reader.begin(opened);
        return () -> poll(opened);
      }

      private void poll(Consumer<byte[], byte[]> opened) {
        boolean before = current.getCount() == 0;
        reader.poll(opened);
        if (!before && current.getCount() == 0) {
          listener.current();
        }
      }

      @Override
      public void passed() {
        reader.passed();
      }
    };
  }

  private List<Follower> followers(ControlListener listener) {
    return List.of(
        new RuleFollower(topics.rules, serdes.deserializer(Rule.class), listener),
        new TagFollower(topics.tags, serdes.deserializer(TagInvalidation.class), listener),
        new HotKeyFollower(topics.hotKeys, serdes.deserializer(HotKey.class), clock, listener),
        new InvalidationFollower(
            topics.invalidations,
            serdes.deserializer(InvalidationBatch.class),
            watermark,
            listener,
            losses));
  }

  @Override
  public long watermarkNanos() {
    return watermark.nanos();
  }

  @Override
  public long watermarkMillis() {
    return watermark.millis();
  }

  @Override
  public long reachedMillis() {
    return Math.max(0, clock.nowMillis());
  }

  @Override
  public long ownNanos(long brokerMillis) {
    long own = clock.toNanos(brokerMillis);
    return own == BrokerClock.UNKNOWN ? NEVER : own;
  }

  @Override
  public boolean awaitCurrent(Duration limit) throws InterruptedException {
    return current.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Stops following; waits for it for 2 s at most. */
  @Override
  public void close() {
    thread.close(CLOSE);
  }
}
