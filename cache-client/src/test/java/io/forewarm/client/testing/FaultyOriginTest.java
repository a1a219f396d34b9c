package io.forewarm.client.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultyOriginTest {
  private static List<Integer> failuresOf(long seed) {
    FaultyOrigin<Integer, String> origin = new FaultyOrigin<>(key -> "v" + key, seed);
    origin.failing(0.5);
    List<Integer> failed = new ArrayList<>();
    for (int call = 0; call < 100; call++) {
      try {
        origin.load(call);
      } catch (Exception e) {
        assertThat(e).hasMessageContaining("seed " + seed);
        failed.add(call);
      }
    }
    assertThat(origin.calls()).isEqualTo(100);
    assertThat(origin.failures()).isEqualTo(failed.size());
    return failed;
  }

  @Test
  void aSeedDecidesWhichCallsFail() {
    assertThat(failuresOf(42)).isEqualTo(failuresOf(42)).isNotEqualTo(failuresOf(43));
    assertThat(failuresOf(42)).hasSizeBetween(30, 70);
  }

  @Test
  void itIsSlowAndDownOnlyWhileItShallBe() throws Exception {
    FaultyOrigin<String, String> origin = new FaultyOrigin<>(key -> key);
    origin.delay(Duration.ofMillis(20));
    long began = System.nanoTime();
    assertThat(origin.load("a")).isEqualTo("a");
    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(20_000_000);

    origin.down();
    assertThatThrownBy(() -> origin.load("a")).hasMessageContaining("says the test");
    origin.healthy();
    assertThat(origin.load("a")).isEqualTo("a");
  }

  @Test
  void sharesAndDelaysThatCannotBeAreRefused() {
    FaultyOrigin<String, String> origin = new FaultyOrigin<>(key -> key);
    assertThatThrownBy(() -> origin.failing(1.5)).hasMessageContaining("1.5");
    assertThatThrownBy(() -> origin.delay(Duration.ofMillis(-1))).hasMessageContaining("-0.001S");
  }
}
