package io.forewarm.streams.hotkeys;

import io.forewarm.embedded.Embedded;
import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.Reports;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes a report into every partition every 50 ms: of a key that is always read, and now and
 * then of one that was never read before and is hot at once.
 */
final class SteadyReports implements AutoCloseable {
  /** Reads of a window from which a key is hot. */
  static final long HOT_READS = 100;

  private static final long EVERY_MS = 50;
  private static final int REPORTS_A_FRESH_KEY = 4;
  private static final long STEADY_READS = 20;

  private final Topics topics;
  private final RecordSerdes serdes = new RecordSerdes(Map.of());
  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaProducer<>(
          Map.of(
              ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
              Embedded.kafka().bootstrapServers(),
              ProducerConfig.LINGER_MS_CONFIG,
              0),
          new ByteArraySerializer(),
          new ByteArraySerializer());
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Set<String> steady = new HashSet<>();
  private final AtomicLong sent = new AtomicLong();
  private long serial;

  SteadyReports(Topics topics) {
    this.topics = topics;
    for (int partition = 0; partition < topics.partitions(); partition++) {
      steady.add(steadyKey(partition));
    }
  }

  void start() {
    var unused = clock.scheduleAtFixedRate(this::report, 0, EVERY_MS, TimeUnit.MILLISECONDS);
  }

  /** The keys that are always read, one in each partition. */
  Set<String> steady() {
    return steady;
  }

  /** How many reports the broker has acknowledged. */
  long sent() {
    return sent.get();
  }

  private void report() {
    serial++;
    for (int partition = 0; partition < topics.partitions(); partition++) {
      Map<String, Long> reads = new TreeMap<>(Map.of(steadyKey(partition), STEADY_READS));
      if (serial % REPORTS_A_FRESH_KEY == 0) {
        reads.put(key("r:fresh-" + serial + "-", partition), HOT_READS);
      }
      AccessReport report = Reports.of("shop", reads);
      byte[] bytes = serdes.<AccessReport>serializer().serialize(topics.access.name(), report);
      var unused =
          producer.send(
              new ProducerRecord<>(topics.access.name(), partition, null, bytes),
              (metadata, failure) -> {
                if (failure == null) {
                  sent.incrementAndGet();
                }
              });
    }
  }

  private String steadyKey(int partition) {
    return key("r:steady-", partition);
  }

  /** Returns the first key that begins so and belongs to a partition. */
  private String key(String begin, int partition) {
    int number = 0;
    while (CacheKey.partition(begin + number, topics.partitions()) != partition) {
      number++;
    }
    return begin + number;
  }

  /** Publishes no more; may be called twice. */
  @Override
  public void close() {
    clock.shutdown();
    producer.close();
  }
}
