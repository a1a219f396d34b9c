package io.forewarm.local.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstantRateTest {
  @Test
  void arrivalsAreFixedInAdvance() {
    List<Long> due = new ArrayList<>();
    new ConstantRate(4, Duration.ofSeconds(2), () -> Operation.read("k"))
        .forEachRemaining(arrival -> due.add(arrival.atNanos()));

    assertThat(due)
        .containsExactly(
            0L,
            250_000_000L,
            500_000_000L,
            750_000_000L,
            1_000_000_000L,
            1_250_000_000L,
            1_500_000_000L,
            1_750_000_000L);
  }

  @Test
  void oddRatesDoNotDrift() {
    ConstantRate rate = new ConstantRate(2_999, Duration.ofSeconds(100), () -> Operation.read("k"));
    long count = 0;
    long last = 0;
    while (rate.hasNext()) {
      last = rate.next().atNanos();
      count++;
    }

    assertThat(count).isEqualTo(299_900);
    assertThat(last).isBetween(99_999_000_000L, 100_000_000_000L);
  }

  @Test
  void refusesARateOfNothing() {
    assertThatThrownBy(() -> new ConstantRate(0, Duration.ofSeconds(1), () -> Operation.read("k")))
        .hasMessageContaining("above 0");
  }
}
