package io.forewarm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.forewarm.client.codec.Codec;
import io.forewarm.client.expiry.TtlBounds;
import io.forewarm.client.testing.MemoryForewarm;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdaptiveTtlTest {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int TICKS = 4_000;

  private final MemoryForewarm forewarm = new MemoryForewarm();
  private final AtomicLong seconds = new AtomicLong();
  private final AtomicInteger loads = new AtomicInteger();

  @AfterEach
  void close() {
    forewarm.close();
  }

  /** Values that change without a word every so many seconds. */
  private RegionConfig.Builder<String, String> changing(long every) {
    return RegionConfig.builder("things", String.class, "{id}")
        .codec(Codec.utf8())
        .softTtl(Duration.ofSeconds(60))
        .hardTtl(Duration.ofDays(1))
        .staleFor(Duration.ZERO)
        .nearBytes(0)
        .beta(0)
        .loader(
            key -> {
              loads.incrementAndGet();
              return String.valueOf(seconds.get() / every);
            });
  }

  private void readEverySecond(Region<String, String> region) {
    for (int tick = 0; tick < TICKS; tick++) {
      forewarm.advance(TICK);
      seconds.incrementAndGet();
      region.get("a");
    }
  }

  private double softTtlSeconds() {
    return forewarm.meters().get("forewarm.client.ttl.soft").gauge().value();
  }

  @Test
  void valuesThatChangeUnannouncedAreFreshForAShorterTime() {
    readEverySecond(
        forewarm.open(
            changing(20)
                .ttlBounds(TtlBounds.of(Duration.ofMillis(100), Duration.ofHours(1)))
                .build()));
    await().untilAsserted(() -> assertThat(softTtlSeconds()).isLessThan(6));
  }

  @Test
  void valuesThatDoNotChangeAreLoadedLessAndLess() {
    readEverySecond(
        forewarm.open(
            changing(Long.MAX_VALUE)
                .ttlBounds(TtlBounds.of(Duration.ofSeconds(1), Duration.ofHours(1)))
                .build()));
    await().untilAsserted(() -> assertThat(softTtlSeconds()).isGreaterThan(100));
    assertThat(loads.get()).isLessThan(TICKS / 60);
  }

  @Test
  void aTtlOutsideItsBoundsIsRefused() {
    assertThatThrownBy(
            () ->
                changing(1)
                    .ttlBounds(TtlBounds.of(Duration.ofSeconds(1), Duration.ofSeconds(30)))
                    .build())
        .hasMessageContaining("region things: softTtl=PT1M must be within");
  }
}
