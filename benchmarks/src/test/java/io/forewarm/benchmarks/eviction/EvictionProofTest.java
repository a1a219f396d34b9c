package io.forewarm.benchmarks.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.embedded.EmbeddedRedis;
import io.forewarm.local.stack.LocalStack;
import io.forewarm.local.stack.StackConfig;
import io.forewarm.local.stack.StackListener;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** In less memory more is hit than by Redis' own eviction, by the same reads in the same run. */
@Tag("proof")
class EvictionProofTest {
  private static final String MAXMEMORY = "64mb";

  private final PrintWriter progress =
      new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);

  @Test
  void moreIsHitInLessMemory() throws Exception {
    StackConfig bounded = StackConfig.DEFAULT.withMaxmemory(MAXMEMORY);
    try (EmbeddedRedis redis = EmbeddedRedis.builder().maxMemory(MAXMEMORY, "allkeys-lfu").start();
        LocalStack stack = LocalStack.start(bounded, StackListener.SILENT);
        EvictionTrial trial =
            new EvictionTrial(redis.url(), stack, Requests.generated(200_000, 11), progress)) {
      EvictionTrial.Outcome found = trial.run(2_000);

      assertThat(found.forewarm().hitRatio()).isGreaterThan(found.aside().hitRatio());
      assertThat(found.forewarm().loadTimeShare()).isLessThan(found.aside().loadTimeShare());
      assertThat(found.forewarm().memory()).isBetween(0.7, 0.8);
      assertThat(found.forewarm().evictedByRedis()).isZero();
      assertThat(found.aside().evictedByRedis()).isPositive();
    }
  }
}
