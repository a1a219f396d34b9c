package io.forewarm.local.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.local.check.CheckReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three services, two of them in processes of their own, read and write a few keys while app,
 * broker, Redis and services are killed and frozen, ways are cut, acknowledgements are lost and
 * clocks jump; all of it drawn from the seed. No read fails, none is older than the bound, nothing
 * stale is stored, and in the end everybody has the last value.
 */
class GuaranteesUnderFaultsTest {
  private static final Duration MAX_STALENESS = Duration.ofSeconds(1);

  /** What threads may be late on a busy machine. */
  private static final Duration LATE = Duration.ofMillis(500);

  private static final Duration RACES = Duration.ofSeconds(2);
  private static final int KEYS = 5;

  @TempDir private static Path folder;

  private static Installation installation;

  @BeforeAll
  static void start() {
    installation = new Installation(folder);
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  @Tag("integration")
  void hold(long seed) throws InterruptedException {
    run(seed, 4);
  }

  static LongStream twenty() {
    return LongStream.rangeClosed(1, 20);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("twenty")
  @Tag("proof")
  void holdForLonger(long seed) throws InterruptedException {
    run(100 + seed, 11);
  }

  private static void run(long seed, int number) throws InterruptedException {
    Faults faults = Faults.of(seed, number);
    System.out.printf("seed %d: %s%n", seed, faults.steps());
    Service.Plan plan = new Service.Plan("seed" + seed, KEYS, MAX_STALENESS, seed);
    try (GuardedRun run = new GuardedRun(installation, plan, LATE)) {
      run.loseAcknowledgements(RACES);
      run.suffer(faults);
      run.converge();
      assertThat(run.nearHits()).as("near hits, seed %d", seed).isGreaterThan(100);
      CheckReport checked = run.checked();
      System.out.printf("seed %d: %s%n", seed, checked);
      run.violations()
          .forEach(
              (guarantee, violations) ->
                  assertThat(violations)
                      .as("%s, seed %d: %s", guarantee.getClass().getSimpleName(), seed, faults)
                      .isEqualTo(List.of()));
      assertThat(checked.offenders()).as("seed %d: %s", seed, checked.first()).isZero();
    }
  }
}
