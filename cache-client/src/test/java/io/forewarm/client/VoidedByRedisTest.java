package io.forewarm.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.embedded.Embedded;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Without Kafka: what begins after a region was made void counts at once. */
@Tag("integration")
class VoidedByRedisTest {
  private final AtomicInteger loads = new AtomicInteger();
  private final Forewarm forewarm =
      Forewarm.connect(
          ForewarmConfig.builder("shop")
              .redis(Embedded.redis().url())
              .redisPrefix(Embedded.uniquePrefix("voided"))
              .build());
  private final Region<Integer, Integer> region =
      forewarm.open(
          RegionConfig.builder("things", Integer.class, "{id}")
              .codec(io.forewarm.client.codec.Codec.json(Integer.class))
              .nearBytes(0)
              .loader(id -> loads.incrementAndGet())
              .build());

  @AfterEach
  void close() {
    forewarm.close();
  }

  @Test
  void whatIsLoadedNextIsLoadedOnce() {
    for (int round = 1; round <= 20; round++) {
      region.invalidatePrefix("");
      assertThat(region.get(1)).isEqualTo(round);
      assertThat(region.get(1)).as("right after its load").isEqualTo(round);
    }
  }

  @Test
  void whatIsWrittenNextIsKept() {
    for (int round = 1; round <= 20; round++) {
      int written = 100 + round;
      region.invalidatePrefix("");
      region.update(1, () -> written);
      assertThat(region.get(1)).isEqualTo(written);
    }
    assertThat(loads).hasValue(0);
  }
}
