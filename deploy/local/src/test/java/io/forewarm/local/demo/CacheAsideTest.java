package io.forewarm.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.embedded.Embedded;
import io.forewarm.local.load.RunFigures;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class CacheAsideTest {
  @Test
  void itsHottestKeyStampedesWhenItExpires() throws Exception {
    DemoConfig config = new DemoConfig(5, 500, 200, 1);
    SocialPlatform platform = new SocialPlatform(config);
    StringWriter lines = new StringWriter();
    DemoRun run = new DemoRun("before", config, platform, new PrintWriter(lines));

    RunFigures figures;
    try (PlainRedis redis = new PlainRedis(Embedded.redis().url(), 16)) {
      redis.flush();
      figures =
          run.run(
              new CacheAside(redis, run.origin(), config.ttl(), platform::writesCarryValue),
              redis::usedMemory,
              () -> 0);
    }

    assertThat(figures.reads()).isBetween(1_800L, 2_200L);
    assertThat(figures.failedReads()).isZero();
    assertThat(figures.hitRatio()).isBetween(0.3, 0.99);
    assertThat(figures.freshHitRatio()).isBetween(0.3, figures.hitRatio());
    assertThat(figures.hottestKeyLoadsPerExpiry()).isGreaterThan(1);
    assertThat(figures.redisMemoryBytes()).isPositive();
    assertThat(lines.toString()).contains("before     ").contains("reads/s");
  }
}
