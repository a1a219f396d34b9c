package io.forewarm.streams.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class CalibrationProperties {
  @Property(tries = 200)
  void atFirstItBelievesTheModel(@ForAll @DoubleRange(min = 0.02, max = 0.98) double said) {
    assertThat(new Calibration(20).of(said)).isCloseTo(said, within(0.02));
  }

  @Property(tries = 50)
  void learnsHowOftenAStatementIsTrue(
      @ForAll @DoubleRange(min = 0, max = 1) double said,
      @ForAll @DoubleRange(min = 0.05, max = 0.95) double truth,
      @ForAll long seed) {
    Calibration calibration = new Calibration(20);
    Random random = new Random(seed);
    for (int i = 0; i < 4_000; i++) {
      calibration.learn(said, random.nextDouble() < truth);
    }
    double stated = calibration.of(said);
    assertThat(stated).isBetween(0.0, 1.0);
    if (said >= 0.02 && said <= 0.98) {
      assertThat(stated).as("said %s, seed %d", said, seed).isCloseTo(truth, within(0.12));
    }
  }
}
