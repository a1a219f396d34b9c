package io.forewarm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.forewarm.client.codec.Codec;
import io.forewarm.client.codec.CodecException;
import io.forewarm.client.testing.FaultyOrigin;
import io.forewarm.client.testing.MemoryForewarm;
import io.micrometer.core.instrument.Meter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each cause has a meter, and it counts that cause and no other. */
class RegionMetersTest {
  private final MemoryForewarm forewarm = new MemoryForewarm();
  private final FaultyOrigin<String, String> origin = new FaultyOrigin<>(key -> "v", 1);

  @AfterEach
  void close() {
    origin.healthy();
    forewarm.close();
  }

  private RegionConfig.Builder<String, String> things() {
    return RegionConfig.builder("things", String.class, "{id}")
        .codec(Codec.utf8())
        .softTtl(Duration.ofSeconds(10))
        .ttlJitter(0)
        .beta(0)
        .failures(
            FailurePolicy.DEFAULT.retries(0).pauses(Duration.ofMillis(1), Duration.ofMillis(1)))
        .loader(origin);
  }

  /** What meters of this name and these tags say together: their counts, or values of gauges. */
  private double count(String name, String... tags) {
    double sum = 0;
    for (Meter meter : forewarm.meters().get("forewarm.client." + name).tags(tags).meters()) {
      sum += meter.measure().iterator().next().getValue();
    }
    return sum;
  }

  @Test
  void staleAnswersAreCountedByCause() {
    Region<String, String> region = forewarm.open(things().build());
    region.get("a");
    origin.hold();
    forewarm.advance(Duration.ofSeconds(20));

    region.get("a");
    region.with(CallOptions.DEFAULT.softTimeout(Duration.ofMillis(1))).get("a");

    assertThat(count("stale", "cause", "refreshing")).isEqualTo(1);
    assertThat(count("stale", "cause", "soft-timeout")).isEqualTo(1);
    assertThat(count("stale", "cause", "redis-away")).isZero();
  }

  @Test
  void nearAnswersWithoutRedisAreStaleForThatReason() {
    Region<String, String> region = forewarm.open(things().build());
    for (int i = 0; i < 100; i++) {
      region.get("a");
    }
    forewarm.redis().breakDown(true);

    region.getAll(List.of("a", "b"));

    assertThat(count("loads.degraded")).isEqualTo(1);
    assertThat(count("reads", "layer", "near")).isPositive();
  }

  @Test
  void waitsForTheLeaseAreTimed() {
    Region<String, String> region = forewarm.open(things().build());
    forewarm.redis().seizeByAnother("things:a");
    CompletableFuture<String> waiting = region.getAsync("a");
    await().until(() -> count("lease.waits") >= 1);

    forewarm.redis().erase();

    assertThat(waiting.join()).isEqualTo("v");
    assertThat(
            forewarm
                .meters()
                .get("forewarm.client.lease.waits")
                .timer()
                .totalTime(TimeUnit.NANOSECONDS))
        .isPositive();
  }

  @Test
  void storedBytesAndBatchesAreMeasured() {
    Region<String, String> region =
        forewarm.open(
            things().source(null).batchLoader(keys -> Map.of("a", "12", "b", "1234")).build());

    region.getAll(List.of("a", "b", "c"));

    assertThat(forewarm.meters().get("forewarm.client.loads.batches").summary().max()).isEqualTo(3);
    assertThat(forewarm.meters().get("forewarm.client.stored").summary().totalAmount())
        .isEqualTo(6);
  }

  @Test
  void unreadableValuesAreCounted() {
    forewarm.open(things().build()).get("a");
    try (MemoryForewarm other = new MemoryForewarm(forewarm.redis())) {
      Region<String, Integer> numbers =
          other.open(
              RegionConfig.builder("things", String.class, "{id}")
                  .codec(new NumberInText())
                  .loader(key -> 7)
                  .build());
      assertThat(numbers.get("a")).isEqualTo(7);
      assertThat(other.meters().get("forewarm.client.values.unreadable").functionCounter().count())
          .isPositive();
    }
  }

  @Test
  void refusedFillsAndNearPutsAreCounted() {
    Region<String, String> region = forewarm.open(things().build());
    origin.hold();
    CompletableFuture<String> reader = region.getAsync("a");
    await().until(() -> origin.calls() == 1);
    region.invalidate("a");
    origin.resume();
    reader.join();

    assertThat(count("fills.refused")).isEqualTo(1);
  }

  @Test
  void anOpenBreakerIsSeen() {
    Region<String, String> region = forewarm.open(things().build());
    assertThat(count("breaker.open", "dependency", "origin")).isZero();
    origin.down();
    for (int i = 0; i < 30; i++) {
      String key = "k" + i;
      assertThatThrownBy(() -> region.get(key)).isInstanceOf(CacheException.class);
    }

    assertThat(count("breaker.open", "dependency", "origin")).isEqualTo(1);
    assertThat(count("failures")).isEqualTo(30);
  }

  /** Says that it is UTF-8, and wants a number. */
  private static final class NumberInText implements Codec<Integer> {
    @Override
    public byte id() {
      return Codec.utf8().id();
    }

    @Override
    public byte[] encode(Integer value) {
      return Codec.utf8().encode(value.toString());
    }

    @Override
    public Integer decode(byte[] bytes) {
      try {
        return Integer.valueOf(Codec.utf8().decode(bytes));
      } catch (NumberFormatException e) {
        throw new CodecException("no number", e);
      }
    }
  }
}
