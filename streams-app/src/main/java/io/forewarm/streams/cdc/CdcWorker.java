package io.forewarm.streams.cdc;

import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.invalidation.Appender;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows Debezium's change events as a member of a group and appends to {@code writes} what they
 * make stale. Keeps no state of its own; whatever goes wrong with Kafka is tried again for as long
 * as it takes. What is delivered twice has the same ids, and acts once.
 */
public final class CdcWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CdcWorker.class);
  private static final Duration LEAVE = Duration.ofSeconds(2);
  private static final Duration FLUSH = Duration.ofMillis(500);
  private static final long AFTER_FAILURE_MILLIS = 1000;

  /**
   * What the worker works with.
   *
   * @param kafka properties of Kafka clients
   * @param topics names of the topics
   * @param meters where meters are registered
   * @param instance identity of this process, unique in the group
   */
  public record Surroundings(
      Map<String, ?> kafka, Topics topics, MeterRegistry meters, String instance) {}

  private final Set<String> changes;
  private final CdcClients clients;
  private final Producer<byte[], byte[]> producer;
  private final ChangeWriter writer;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "forewarm-cdc");
  private volatile boolean member;
  private volatile @Nullable Consumer<byte[], byte[]> consumer;

  private CdcWorker(CdcConfig config, Surroundings around) {
    Topics topics = around.topics();
    changes = config.mappings().keySet();
    clients = new CdcClients(around.kafka(), topics, around.instance());
    producer = clients.producer();
    writer =
        new ChangeWriter(
            topics,
            config.mappings(),
            new RecordSerdes(around.kafka()).serializer(),
            new Appender(producer),
            new CdcMetrics(around.meters()));
  }

  /** Starts a worker, which joins its group as soon as Kafka is there. */
  public static CdcWorker start(CdcConfig config, Surroundings around) {
    CdcWorker worker = new CdcWorker(config, around);
    worker.thread.setDaemon(true);
    worker.thread.start();
    return worker;
  }

  /** Whether it has its place in the group, be it without partitions. */
  public boolean isMember() {
    return member && !stopped();
  }

  /** Finishes what is at hand, commits, and leaves the group, so that others take over at once. */
  @Override
  public void close() {
    closing.countDown();
    Consumer<byte[], byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
    try {
      thread.join(LEAVE.toMillis());
      thread.interrupt();
      thread.join(LEAVE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(FLUSH);
  }

  private boolean stopped() {
    return closing.getCount() == 0;
  }

  private void run() {
    try {
      while (!stopped()) {
        follow();
      }
    } catch (InterruptedException | InterruptException e) {
      LOG.debug("stopped; what was not committed comes again");
    }
  }

  private void follow() throws InterruptedException {
    Consumer<byte[], byte[]> reader = clients.consumer();
    consumer = reader;
    try {
      new ChangeFollower(reader, writer, is -> member = is).follow(changes, this::stopped);
    } catch (WakeupException e) {
      LOG.debug("the worker of changes was woken");
    } catch (InterruptException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("the worker of changes failed and joins again", e);
      boolean unused = closing.await(AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS);
    } finally {
      member = false;
      consumer = null;
      reader.close(CloseOptions.timeout(LEAVE));
    }
  }
}
