package io.forewarm.client.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Origins of all kinds: usual loads of any spread are no trouble, ten times slower ones are. */
class OriginHealthProperties {
  /** Times by a logarithmic normal distribution: most near the median, a few far above. */
  private static LongSupplier spread(Random random, double medianMillis, double sigma) {
    return () -> Math.max(1, Math.round(medianMillis * Math.exp(sigma * random.nextGaussian())));
  }

  @Property(tries = 100)
  void usualLoadsAreNoTrouble(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 400) int median,
      @ForAll @DoubleRange(min = 0, max = 1.2) double sigma,
      @ForAll @IntRange(min = 5, max = 300) int rate) {
    LoadStream stream = new LoadStream();
    LongSupplier times = spread(new Random(seed), median, sigma);
    List<Verdict> said = stream.run(Duration.ofSeconds(60), rate, times);
    long trouble = said.stream().filter(Verdict::trouble).count();
    assertThat(trouble).as("tenths of a second of 600").isLessThanOrEqualTo(6);
  }

  @Property(tries = 100)
  void tenTimesSlowerIsTroubleWithinTwoSeconds(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 100) int median,
      @ForAll @DoubleRange(min = 0, max = 0.6) double sigma,
      @ForAll @IntRange(min = 10, max = 300) int rate) {
    LoadStream stream = new LoadStream();
    Random random = new Random(seed);
    stream.run(Duration.ofSeconds(30), rate, spread(random, median, sigma));
    List<Verdict> slow =
        stream.run(Duration.ofSeconds(10), rate, spread(random, 10.0 * median, sigma));
    assertThat(slow.subList(0, 20)).anyMatch(Verdict::trouble);
    assertThat(slow.subList(30, slow.size()).stream().filter(Verdict::trouble).count())
        .as("tenths of a second of 70")
        .isGreaterThanOrEqualTo(63);
  }
}
