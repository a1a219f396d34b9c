package io.forewarm.local.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.local.check.CheckReport;
import io.forewarm.local.guarantee.Faults.Fault;
import io.forewarm.local.guarantee.Faults.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
  private static final Duration MAX_STALENESS = Duration.ofMillis(500);

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
    run(installation, plan(seed), Faults.of(seed, 4));
  }

  static LongStream twenty() {
    return LongStream.rangeClosed(1, 20);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("twenty")
  @Tag("proof")
  void holdForLonger(long seed) throws InterruptedException {
    run(installation, plan(100 + seed), Faults.of(100 + seed, 11));
  }

  private static Service.Plan plan(long seed) {
    return new Service.Plan("seed" + seed, KEYS, MAX_STALENESS, seed);
  }

  /** Six hundred times the bound, as ten minutes are of a second. */
  @Test
  @Tag("proof")
  void holdForServicesThatAreCutOffForLongAndForADeadPipeline() throws InterruptedException {
    Duration minute = Duration.ofMinutes(1);
    run(
        installation,
        new Service.Plan("long", KEYS, minute.dividedBy(600), 1),
        new Faults(
            List.of(
                List.of(new Fault(Kind.SERVICE_CUT_FROM_BROKER, 0, minute, Duration.ZERO)),
                List.of(
                    new Fault(Kind.SERVICE_CUT_FROM_REDIS, 1, minute, Duration.ZERO),
                    new Fault(Kind.SERVICE_CUT_FROM_BROKER, 1, minute, Duration.ZERO)),
                List.of(new Fault(Kind.APP_KILLED, 0, minute, Duration.ZERO)))));
  }

  /** And back again, after which the watermark stands still for an hour. */
  @Test
  @Tag("proof")
  void holdWhenTheBrokersClockJumpsByAnHour(@TempDir Path other) throws InterruptedException {
    Duration hold = Duration.ofSeconds(10);
    try (Installation jumping = new Installation(other)) {
      run(
          jumping,
          plan(1),
          new Faults(
              List.of(
                  List.of(new Fault(Kind.BROKER_CLOCK_JUMPS, 0, hold, Duration.ofHours(1))),
                  List.of(new Fault(Kind.BROKER_CLOCK_JUMPS, 0, hold, Duration.ZERO)))));
    }
  }

  private static void run(Installation installation, Service.Plan plan, Faults faults)
      throws InterruptedException {
    System.out.printf("%s: %s%n", plan, faults.steps());
    try (GuardedRun run = new GuardedRun(installation, plan, LATE)) {
      run.loseAcknowledgements(RACES);
      run.suffer(faults);
      run.converge();
      assertThat(run.nearHits()).as("near hits, %s", plan).isGreaterThan(100);
      CheckReport checked = run.checked();
      System.out.printf("%s: %s%n%s%n", plan, checked, run.violations());
      assertThat(run.violations()).as("%s, %s", plan, faults).isEmpty();
      assertThat(checked.offenders()).as("%s: %s", plan, checked.first()).isZero();
    }
  }
}
