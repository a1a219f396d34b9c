package io.forewarm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forewarm.client.codec.Codec;
import io.forewarm.client.testing.FaultyOrigin;
import io.forewarm.embedded.Embedded;
import io.forewarm.embedded.EmbeddedRedis;
import io.forewarm.embedded.FaultyRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One service reads without a pause while one dependency after the other fails: as long as there is
 * a stale value or a healthy origin, no read fails, and what is mended is used again within 5 s.
 */
@Tag("integration")
class ReadsThroughFaultsTest {
  private static final int READERS = 8;
  private static final int KEYS = 200;
  private static final int MANY_KEYS = 10_000;
  private static final long PAUSE_NANOS = 2_000_000;
  private static final Duration RECOVERY = Duration.ofSeconds(5);
  private static final long GROWTH_BYTES = 48L << 20;

  private final EmbeddedRedis redis = EmbeddedRedis.start();
  private final FaultyRedis proxy = FaultyRedis.before(redis);
  private final FaultyOrigin<Integer, String> origin =
      new FaultyOrigin<Integer, String>(key -> "value of " + key).delay(Duration.ofMillis(5));
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Forewarm client =
      Forewarm.connect(
          ForewarmConfig.builder("test")
              .redis(proxy.url())
              .kafka(Embedded.kafka().bootstrapServers())
              .topics(Embedded.topics(Embedded.uniquePrefix("faults"), 2))
              .meters(meters)
              .build());
  private final Region<Integer, String> region =
      client.open(
          RegionConfig.builder("things", Integer.class, "{id}")
              .codec(Codec.utf8())
              .softTtl(Duration.ofMillis(500))
              .hardTtl(Duration.ofMinutes(5))
              .loader(origin)
              .build());
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger reads = new AtomicInteger();
  private final Queue<Thread> readers = new ConcurrentLinkedQueue<>();
  private volatile boolean over;
  private boolean kafkaIsGone;

  @AfterEach
  void close() {
    over = true;
    readers.forEach(Thread::interrupt);
    client.close();
    proxy.close();
    redis.close();
    if (kafkaIsGone) {
      Embedded.kafka().restart();
    }
  }

  private void read() {
    while (!over) {
      int key = ThreadLocalRandom.current().nextInt(KEYS);
      try {
        assertThat(region.get(key)).isEqualTo("value of " + key);
      } catch (Throwable failure) {
        if (!over) {
          failures.add(failure);
        }
      }
      reads.incrementAndGet();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  @Test
  void noReadFailsWhileAStaleValueOrAHealthyOriginIsThere() {
    IntStream.range(0, KEYS).forEach(region::get);
    IntStream.range(0, READERS)
        .mapToObj(any -> new Thread(this::read, "reader"))
        .forEach(
            reader -> {
              readers.add(reader);
              reader.start();
            });
    awaitRedisServes();
    awaitReports();

    proxy.refuse();
    awaitReads("Redis refuses", 1_000);
    proxy.heal();
    awaitRedisServes();

    proxy.answerErrors("LOADING Redis is loading the dataset in memory");
    awaitReads("Redis answers with errors", 1_000);
    proxy.heal();
    awaitRedisServes();

    proxy.delay(Duration.ofMillis(200));
    awaitReads("Redis takes 200 ms", 200);
    proxy.heal();
    awaitRedisServes();

    int failed = origin.failures();
    origin.failing(0.5);
    awaitReads("the origin fails half of the time", 1_000);
    assertThat(origin.failures()).as("loads that failed").isGreaterThan(failed + 10);
    origin.healthy(); // and without delay from here on

    long before = heap();
    kafkaIsGone = true;
    Embedded.kafka().stop();
    IntStream.range(KEYS, KEYS + MANY_KEYS).parallel().forEach(region::get);
    awaitReads("Kafka is gone", 1_000);
    assertThat(heap() - before).as("heap that the absence of Kafka costs").isLessThan(GROWTH_BYTES);
    Embedded.kafka().restart();
    kafkaIsGone = false;
    awaitReports();
  }

  private void awaitReads(String fault, int number) {
    int until = reads.get() + number;
    await().atMost(Duration.ofSeconds(30)).until(() -> reads.get() >= until);
    assertThat(failures).as("reads that failed while " + fault).isEmpty();
  }

  /** Redis is used again, by readers and for what they load. */
  private void awaitRedisServes() {
    double hits = redisHits();
    await()
        .atMost(RECOVERY)
        .untilAsserted(
            () -> {
              assertThat(redisHits()).isGreaterThan(hits + 100);
              assertThat(open("redis-reads") + open("redis-writes")).isZero();
            });
  }

  private double redisHits() {
    return meters.get("forewarm.client.reads").tag("layer", "redis").functionCounter().count();
  }

  private double open(String dependency) {
    return meters.get("forewarm.client.breaker.open").tag("dependency", dependency).gauge().value();
  }

  private void awaitReports() {
    double sent = sent();
    await().atMost(RECOVERY).until(() -> sent() > sent);
  }

  private double sent() {
    return meters.get("forewarm.client.reports.sent").counter().count();
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
