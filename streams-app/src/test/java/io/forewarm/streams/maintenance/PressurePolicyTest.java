package io.forewarm.streams.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.forewarm.streams.maintenance.PressurePolicy.Memory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How much must go, and when to look again: 78 % down to 77 % of a megabyte. */
class PressurePolicyTest {
  private static final long CAPACITY = 1_000_000;

  private final PressurePolicy pressure =
      new PressurePolicy(new EvictorConfig(true, 0.78, 0.77, 0, 1 << 10));
  private long now;

  private Memory at(long used, long millisLater) {
    now += TimeUnit.MILLISECONDS.toNanos(millisLater);
    return new Memory(used, CAPACITY, now);
  }

  @Test
  void nothingGoesUpToTheHighWatermark() {
    assertThat(pressure.excess(at(700_000, 1000))).isZero();
    assertThat(pressure.excess(at(780_000, 1000))).isZero();
  }

  @Test
  void aboveItAllThatLiesAboveTheLowOneGoes() {
    assertThat(pressure.excess(at(790_000, 1000))).isEqualTo(20_000);
    assertThat(pressure.excess(at(775_000, 1000))).isEqualTo(5_000);
    assertThat(pressure.excess(at(770_000, 1000))).isZero();
    assertThat(pressure.excess(at(779_000, 1000))).isZero();
    assertThat(pressure.excess(at(781_000, 1000))).isEqualTo(11_000);
  }

  @Test
  void whatComesUntilTheNextLookIsProvidedFor() {
    assertThat(pressure.excess(at(700_000, 20))).isZero();
    for (int look = 1; look <= 6; look++) {
      assertThat(pressure.excess(at(700_000 + look * 10_000, 20))).isZero();
    }
    assertThat(pressure.excess(at(770_000, 20))).isBetween(10_000L, 20_000L);

    pressure.freed(10_000);
    assertThat(pressure.excess(at(770_000, 20))).isBetween(10_000L, 20_000L);
    for (int look = 0; look < 1_500; look++) {
      assertThat(pressure.excess(at(770_000, 20))).isNotNegative();
    }
    assertThat(pressure.excess(at(770_000, 20))).isLessThan(10);
  }

  @Test
  void neverIsMoreProvidedForThanATenth() {
    assertThat(pressure.excess(at(0, 20))).isZero();
    assertThat(pressure.excess(at(670_000, 20))).isZero();
    assertThat(pressure.excess(at(690_000, 20))).isEqualTo(20_000);
  }

  @Test
  void theHigherTheMoreUrgent() {
    assertThat(pressure.urgency(at(775_000, 20))).isZero();
    assertThat(pressure.urgency(at(777_500, 20))).isCloseTo(0.5, within(0.001));
    assertThat(pressure.urgency(at(780_000, 20))).isCloseTo(1, within(0.001));
    assertThat(pressure.urgency(at(990_000, 20))).isEqualTo(1);
  }

  @Test
  void theNearerTheSoonerItLooksAgain() {
    long capacity = 1_000_000_000;
    assertThat(pressure.nextLook(new Memory(0, capacity, 0))).isEqualTo(1_000_000_000L);
    assertThat(pressure.nextLook(new Memory(770_000_000, capacity, 0))).isEqualTo(200_000_000L);
    assertThat(pressure.nextLook(new Memory(900_000_000, capacity, 0))).isEqualTo(20_000_000L);
  }
}
