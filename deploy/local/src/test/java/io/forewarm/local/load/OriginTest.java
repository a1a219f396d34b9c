package io.forewarm.local.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OriginTest {
  private static final int LOADS = 20_001;
  private final VirtualClock clock = new VirtualClock();

  private Origin origin(double spread) {
    return new Origin(OriginConfig.of(Duration.ofMillis(40), spread, 1), key -> 2_000, clock);
  }

  @Test
  void aLoadTakesItsTimeAndGivesTheStateAtItsBeginning() throws Exception {
    Origin origin = origin(0);
    long before = clock.now();

    StampedValue value = StampedValue.of(origin.load("k"));

    assertThat(clock.now() - before).isEqualTo(40_000_000L);
    assertThat(value.key()).isEqualTo("k");
    assertThat(value.givenAt()).isEqualTo(clock.now());
    assertThat(origin.loads()).isEqualTo(1);
  }

  @Test
  void aWriteRaisesTheVersion() throws Exception {
    Origin origin = origin(0);
    long first = StampedValue.of(origin.load("k")).version();

    long written = StampedValue.of(origin.write("k")).version();

    assertThat(written).isEqualTo(first + 1);
    assertThat(StampedValue.of(origin.load("k")).version()).isEqualTo(written);
    assertThat(origin.loads()).isEqualTo(2);
  }

  @Test
  void latenciesLieAroundTheMedianWithAFewFarAbove() throws Exception {
    Origin origin = origin(0.4);
    double[] millis = new double[LOADS];
    for (int i = 0; i < LOADS; i++) {
      long before = clock.now();
      origin.load("k");
      millis[i] = (clock.now() - before) / 1e6;
    }
    Arrays.sort(millis);

    assertThat(millis[LOADS / 2]).isCloseTo(40, within(1.0));
    assertThat(millis[LOADS * 99 / 100]).isCloseTo(40 * Math.exp(0.4 * 2.326), within(6.0));
  }

  @Test
  void countsCanBeginAnewButVersionsStay() throws Exception {
    Origin origin = origin(0);
    long written = StampedValue.of(origin.write("k")).version();
    origin.load("k");
    origin.forgetCounts();

    assertThat(origin.loads()).isZero();
    assertThat(origin.hottestKeyLoadsPerExpiry()).isZero();
    assertThat(StampedValue.of(origin.load("k")).version()).isEqualTo(written);
    assertThat(origin.hottestKeyLoadsPerExpiry()).isEqualTo(1);
  }
}
