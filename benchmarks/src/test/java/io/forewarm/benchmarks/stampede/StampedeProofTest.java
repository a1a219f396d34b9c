package io.forewarm.benchmarks.stampede;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.embedded.Embedded;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * However many processes read a key that expires, and whoever dies meanwhile, it is loaded once.
 */
@Tag("proof")
class StampedeProofTest {
  private static final int ROUNDS = 100;
  private static final int READERS = 64;

  private final PrintWriter progress =
      new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);

  @Test
  void oneLoadInEachOfAHundredExpiries() {
    try (Stampede stampede = new Stampede(Embedded.redis().url(), progress)) {
      StampedeFigures figures = stampede.withoutStale(ROUNDS);

      assertThat(figures.rounds())
          .hasSize(ROUNDS)
          .allSatisfy(round -> assertThat(round.loads()).isEqualTo(1))
          .allSatisfy(round -> assertThat(round.micros()).hasSize(READERS));
    }
  }

  @Test
  void nobodyWaitsWhoMayHaveAStaleValue() {
    try (Stampede stampede = new Stampede(Embedded.redis().url(), progress)) {
      StampedeFigures figures = stampede.withStale(ROUNDS);

      assertThat(figures.waited()).isZero();
      assertThat(figures.loadsPerExpiry()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 1_000, 3_500})
  void theLeaseOfADeadHolderIsTakenOverOnce(int heldMillis) {
    HolderDeath death = HolderDeath.cause(Embedded.redis().url(), Duration.ofMillis(heldMillis));

    assertThat(death.loads()).isEqualTo(2);
    assertThat(death.successorAfter())
        .isPositive()
        .isLessThanOrEqualTo(HolderDeath.LEASE.plusMillis(100));
  }
}
