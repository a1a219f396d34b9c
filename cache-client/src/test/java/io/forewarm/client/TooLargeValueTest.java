package io.forewarm.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.codec.Codec;
import io.forewarm.client.redis.ValueSizes;
import io.forewarm.embedded.Embedded;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A value above the limit answers who asked for it, is not stored, and is spoken of. */
@Tag("integration")
class TooLargeValueTest {
  private final List<String> refused = new CopyOnWriteArrayList<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void itIsReturnedAndRefusedAndSaid() {
    ForewarmConfig config =
        ForewarmConfig.builder("large")
            .redis(Embedded.redis().url())
            .redisPrefix(Embedded.uniquePrefix("large"))
            .valueSizes(ValueSizes.upTo(100))
            .meters(meters)
            .listener(
                new ForewarmListener() {
                  @Override
                  public void valueRefused(String cacheKey, Throwable cause) {
                    refused.add(cacheKey + ": " + cause.getMessage());
                  }
                })
            .build();
    try (Forewarm forewarm = Forewarm.connect(config)) {
      Region<String, String> region =
          forewarm.open(
              RegionConfig.builder("things", String.class, "{id}")
                  .codec(Codec.utf8())
                  .loader(key -> "x".repeat(101))
                  .build());

      assertThat(region.get("a")).hasSize(101);

      assertThat(refused).singleElement().asString().contains("things:a", "101", "100");
      assertThat(meters.get("forewarm.client.values.refused").functionCounter().count())
          .isEqualTo(1);
      assertThat(meters.get("forewarm.client.redis.refused").functionCounter().count())
          .isEqualTo(1);
    }
  }
}
