package io.forewarm.benchmarks.hotkeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CrossingTest {
  private final Crossing crossing = new Crossing();

  private static long millis(long time) {
    return TimeUnit.MILLISECONDS.toNanos(time);
  }

  @Test
  void aKeyCrossesWithThirtyReadsWhereTheyAreMoreThanAPercent() {
    for (int read = 1; read <= 30; read++) {
      assertThat(crossing.crossedAt("key")).isNull();
      crossing.step("key", millis(read));
    }
    assertThat(crossing.crossedAt("key")).isEqualTo(millis(30));
  }

  @Test
  void aKeyCrossesWithAPercentOfTheReadsOfTheLastTenSeconds() {
    for (int read = 0; read < 20_000; read++) {
      crossing.background(millis(read));
    }
    for (int read = 0; read < 200; read++) {
      crossing.step("key", millis(20_000));
    }
    assertThat(crossing.crossedAt("key")).isEqualTo(millis(20_000));

    Crossing early = new Crossing();
    for (int read = 0; read < 10_000; read++) {
      early.background(millis(read));
    }
    for (int read = 0; read < 100; read++) {
      early.step("key", millis(9_999));
    }
    assertThat(early.crossedAt("key")).as("100 of 10,100").isNull();
  }
}
