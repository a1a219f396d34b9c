package io.forewarm.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A long run of few keys that are written, read and lost all the time: without a fault the checker
 * reports no offender; with one lost invalidation in a thousand it does, and only keys of lost
 * ones. {@code -Dforewarm.check.seconds} says how long each half takes.
 */
@Tag("proof")
class LongCheckTest {
  private static final int SECONDS = Integer.getInteger("forewarm.check.seconds", 60);
  private static final CheckConfig CONFIG =
      CheckConfig.DEFAULT
          .withSample(1)
          .within(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(10));
  private static final List<String> IDS =
      IntStream.range(0, 1_000).mapToObj(i -> "thing-" + i).toList();
  private static final int READ_AT_ONCE = 20;
  private static final long PAUSE_NANOS = 2_000_000;

  private volatile boolean stopped;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void onlyFaultsAreFound(long seed) throws Exception {
    CheckReport sound = run(seed, false);
    assertThat(sound.watched()).isGreaterThan(SECONDS);
    assertThat(sound.offenders()).as("seed %d: %s", seed, sound.first()).isZero();

    CheckReport faulty = run(seed, true);
    assertThat(faulty.offenders()).as("seed %d: %s", seed, faulty).isPositive();
  }

  private CheckReport run(long seed, boolean fault) throws Exception {
    stopped = false;
    try (CheckLab lab = new CheckLab(CONFIG)) {
      lab.redis.armed(fault);
      List<Thread> traffic =
          List.of(
              start(seed, random -> change(lab, pick(random), true)),
              start(seed + 10, random -> change(lab, pick(random), fault)),
              start(seed + 20, random -> lab.readAll(some(random))),
              start(seed + 30, random -> lab.readAll(some(random))),
              start(seed + 40, random -> lose(lab, random)));
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(SECONDS));
      stopped = true;
      for (Thread thread : traffic) {
        thread.join();
      }
      assertThat(lab.checker.finish(Duration.ofSeconds(60))).isTrue();
      CheckReport report = lab.checker.report();
      System.out.printf("seed %d fault %s: %s%n", seed, fault, report.shares());
      assertThat(report.first().stream().map(Offender::key).collect(Collectors.toSet()))
          .as("seed %d", seed)
          .isSubsetOf(lab.redis.forgotten());
      return report;
    }
  }

  /** Not by the client while invalidations are lost: it has made the key void before the event. */
  private static void change(CheckLab lab, String id, boolean fault) {
    if (fault) {
      var unused = lab.write(id);
    } else {
      lab.update(id);
    }
  }

  private static void lose(CheckLab lab, Random random) {
    lab.lose(pick(random));
    LockSupport.parkNanos(10 * PAUSE_NANOS);
  }

  private static String pick(Random random) {
    return IDS.get(random.nextInt(IDS.size()));
  }

  private static List<String> some(Random random) {
    return random.ints(READ_AT_ONCE, 0, IDS.size()).distinct().mapToObj(IDS::get).toList();
  }

  /** What a thread does again and again. */
  private interface Turn {
    void take(Random random) throws Exception;
  }

  private Thread start(long seed, Turn turn) {
    Random random = new Random(seed);
    Thread thread =
        new Thread(
            () -> {
              while (!stopped) {
                try {
                  turn.take(random);
                } catch (Exception e) {
                  throw new IllegalStateException("seed " + seed, e);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
              }
            },
            "check-traffic");
    thread.start();
    return thread;
  }
}
