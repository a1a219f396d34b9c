package io.forewarm.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.codec.Codec;
import io.forewarm.embedded.Embedded;
import java.time.Duration;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A key that is written far oftener than it can be loaded: no fill is ever accepted, and still
 * readers are answered, none of them with a value from before the last write, and the origin is
 * asked no more than once a load time.
 */
@Tag("integration")
class WriteHotKeyTest {
  private static final int SECONDS = 6;
  private static final long LOAD_MILLIS = 400;
  private static final long WRITE_EVERY_MILLIS = 50;

  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
  private final AtomicInteger loads = new AtomicInteger();
  private final AtomicLong version = new AtomicLong();
  private final AtomicLong invalidated = new AtomicLong();
  private final Queue<CompletableFuture<Reading>> readings = new ConcurrentLinkedQueue<>();
  private final String key = UUID.randomUUID().toString();
  private final Forewarm client =
      Forewarm.connect(ForewarmConfig.builder("test").redis(Embedded.redis().url()).build());
  private final Region<String, Long> region =
      client.open(
          RegionConfig.builder("written", String.class, "{id}")
              .codec(Codec.json(Long.class))
              .asyncLoader(this::load)
              .build());

  @AfterEach
  void close() {
    timer.shutdownNow();
    client.close();
  }

  /** Answers with what the origin held when it was asked. */
  private CompletionStage<Long> load(String any) {
    loads.incrementAndGet();
    long now = version.get();
    CompletableFuture<Long> loaded = new CompletableFuture<>();
    timer.schedule(() -> loaded.complete(now), LOAD_MILLIS, TimeUnit.MILLISECONDS);
    return loaded;
  }

  private void write() {
    long next = version.incrementAndGet();
    region.invalidateAsync(key).thenRun(() -> invalidated.accumulateAndGet(next, Math::max));
  }

  private void read() {
    long floor = invalidated.get();
    long began = System.nanoTime();
    readings.add(
        region
            .getAsync(key)
            .thenApply(value -> new Reading(floor, value, System.nanoTime() - began)));
  }

  @Test
  void readersAreAnsweredInOrderAndTheOriginIsSpared() throws Exception {
    var writing =
        timer.scheduleAtFixedRate(this::write, 0, WRITE_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    var reading = timer.scheduleAtFixedRate(this::read, 0, 1, TimeUnit.MILLISECONDS);
    CompletableFuture<Void> over = new CompletableFuture<>();
    timer.schedule(() -> over.complete(null), SECONDS, TimeUnit.SECONDS);
    over.get();
    reading.cancel(false);
    writing.cancel(false);
    CompletableFuture.allOf(readings.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);

    int most = (int) (Duration.ofSeconds(SECONDS).toMillis() / LOAD_MILLIS) + 2;
    assertThat(version.get()).isGreaterThan(SECONDS * 10L);
    assertThat(readings)
        .hasSizeGreaterThan(SECONDS * 100)
        .allSatisfy(it -> assertThat(it.join().value()).isGreaterThanOrEqualTo(it.join().floor()));
    assertThat(loads.get()).isBetween(SECONDS, most);
    long[] waits = readings.stream().mapToLong(it -> it.join().nanos()).sorted().toArray();
    System.out.printf(
        "a key written 20 times a second: %d reads, %d loads in %d s, 99 %% of reads within %d ms%n",
        waits.length, loads.get(), SECONDS, waits[waits.length * 99 / 100] / 1_000_000);
  }

  /** What a reader got, and the version below which it must not be. */
  private record Reading(long floor, long value, long nanos) {}
}
