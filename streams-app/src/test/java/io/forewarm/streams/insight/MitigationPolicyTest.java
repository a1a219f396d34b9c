package io.forewarm.streams.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.AlertCause;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

class MitigationPolicyTest {
  private static final Rule NO_RULE = Rule.newBuilder().setTarget("r:a").build();
  private static final long SETTLED = 15_000;

  private final MitigationPolicy policy = new MitigationPolicy(AlertConfig.DEFAULT);

  private static HotKey.Builder key(double rate, double redisRate) {
    return HotKey.newBuilder()
        .setKey("r:a")
        .setRatePerSecond(rate)
        .setRedisReadsPerSecond(redisRate)
        .setShare(0.1)
        .setRank(1)
        .setReads(0)
        .setWindowMs(10_000)
        .setSince(0)
        .setUntil(0);
  }

  private boolean judge(double rate, double redisRate, long at, boolean before) {
    return policy.unmitigated(key(rate, redisRate).build(), at, before);
  }

  @Test
  void clientsHaveTimeToTakeAKeyNearAndAWholeWindowMustPass() {
    assertThat(judge(1000, 1000, SETTLED - 1, false)).isFalse();
    assertThat(judge(1000, 1000, SETTLED, false)).isTrue();
  }

  @Test
  void aKeyIsUnmitigatedFromHalfOfItsReadsAndUntilItIsFarBelow() {
    assertThat(judge(1000, 499, SETTLED, false)).isFalse();
    assertThat(judge(1000, 500, SETTLED, false)).isTrue();
    assertThat(judge(1000, 400, SETTLED, true)).isTrue();
    assertThat(judge(1000, 399, SETTLED, true)).isFalse();
  }

  @Test
  void fewReadsAreNoMatter() {
    assertThat(judge(49, 49, SETTLED, false)).isFalse();
    assertThat(judge(50, 50, SETTLED, false)).isTrue();
    assertThat(judge(0, 0, SETTLED, true)).isFalse();
  }

  @Test
  void theCauseIsTheFirstThatExplainsIt() {
    Rule off = Rule.newBuilder().setTarget("*").setNear(false).build();
    Rule fresh = Rule.newBuilder().setTarget("*").setMaxStalenessMs(0L).build();
    HotKey plain = key(1000, 1000).build();
    assertThat(policy.cause(plain, off)).isEqualTo(AlertCause.NEAR_OFF);
    assertThat(policy.cause(plain, fresh)).isEqualTo(AlertCause.NEAR_OFF);
    assertThat(policy.cause(key(1000, 1000).setSizeBytes(8 << 20).build(), NO_RULE))
        .isEqualTo(AlertCause.TOO_LARGE);
    assertThat(policy.cause(plain, NO_RULE)).isEqualTo(AlertCause.NEAR_UNUSED);
    assertThat(policy.cause(key(1000, 600).build(), NO_RULE)).isEqualTo(AlertCause.UNKNOWN);
  }

  @Test
  void writesExplainTheReadsOfEveryClientAfterEachOfThem() {
    HotKey.Builder written = key(1000, 600).setInstances(List.of("a", "b", "c"));
    assertThat(policy.cause(written.setWritesPerSecond(99).build(), NO_RULE))
        .isEqualTo(AlertCause.UNKNOWN);
    assertThat(policy.cause(written.setWritesPerSecond(100).build(), NO_RULE))
        .isEqualTo(AlertCause.WRITTEN_OFTEN);
  }
}
