package io.forewarm.streams.hotkeys;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReplicaPolicyTest {
  private final ReplicaPolicy policy = new ReplicaPolicy(new HotKeyConfig.Replicas(2000, 7, 0.7));

  @Test
  void oneCopyTakesWhatOneCopyCanTake() {
    assertThat(policy.replicas(0, 0)).isZero();
    assertThat(policy.replicas(2000, 0)).isZero();
    assertThat(policy.replicas(2001, 0)).isEqualTo(1);
    assertThat(policy.replicas(4000, 0)).isEqualTo(1);
    assertThat(policy.replicas(4001, 0)).as("two lie unevenly").isEqualTo(3);
  }

  @Test
  void risesAtOnceAndNoFurtherThanAllowed() {
    assertThat(policy.replicas(12_000, 0)).isEqualTo(7);
    assertThat(policy.replicas(1e9, 0)).isEqualTo(7);
  }

  @Test
  void fallsOneStepAtATimeAndOnlyWellBelow() {
    assertThat(policy.replicas(5_601, 7)).as("4 copies would be above 70 %").isEqualTo(7);
    assertThat(policy.replicas(5_600, 7)).isEqualTo(3);
    assertThat(policy.replicas(0, 7)).isEqualTo(3);
    assertThat(policy.replicas(0, 3)).isEqualTo(1);
    assertThat(policy.replicas(1_400, 1)).isZero();
    assertThat(policy.replicas(1_401, 1)).isEqualTo(1);
  }

  @Test
  void aLowerCapHoldsAtOnce() {
    ReplicaPolicy none = new ReplicaPolicy(new HotKeyConfig.Replicas(2000, 0, 0.7));
    assertThat(none.replicas(1e6, 0)).isZero();
    assertThat(none.replicas(3_900, 2)).isLessThanOrEqualTo(1);
  }

  @Property
  void aSteadyRateEndsAtOneNumberFromWhichNothingMoves(
      @ForAll @DoubleRange(max = 40_000) double rate, @ForAll @IntRange(max = 7) int from) {
    int now = from;
    for (int i = 0; i < 10; i++) {
      now = policy.replicas(rate, now);
    }
    assertThat(policy.replicas(rate, now)).isEqualTo(now);
    assertThat((now + 1) * 2000.0)
        .as("enough copies")
        .isGreaterThanOrEqualTo(Math.min(rate, 16_000));
  }
}
