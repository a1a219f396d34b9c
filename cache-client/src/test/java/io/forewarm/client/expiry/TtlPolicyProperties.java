package io.forewarm.client.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class TtlPolicyProperties {
  private static final TtlBounds BOUNDS = TtlBounds.of(Duration.ofMillis(10), Duration.ofHours(10));
  private static final long START = 60_000;
  private static final int RELOADS = 4_000;

  private final TtlPolicy policy = new TtlPolicy(BOUNDS);

  /** What a region would see whose values change at random, as the TTL that is asked for moves. */
  @Property(tries = 50)
  void allowsTheStaleShareThatIsAllowed(
      @ForAll @DoubleRange(min = 1, max = 5_000) double secondsBetweenChanges, @ForAll long seed) {
    TtlPolicy judge = new TtlPolicy(BOUNDS);
    Random random = new Random(seed);
    double millis = 1000 * secondsBetweenChanges;
    double ttl = (double) START;
    for (int reload = 0; reload < RELOADS; reload++) {
      double age = ttl * (1 + 0.2 * random.nextDouble());
      judge.reloaded((long) age, -Math.log(1 - random.nextDouble()) * millis < age);
      if (reload % 16 == 0) {
        ttl = (double) judge.softTtlMillis(START);
      }
    }
    double changes = ttl / millis;
    double stale = 1 - (1 - Math.exp(-changes)) / changes;
    assertThat(stale).as("at a TTL of %.0f ms", ttl).isBetween(0.03, 0.08);
  }

  @Example
  void valuesThatNeverChangeLiveAsLongAsTheyMay() {
    for (int reload = 0; reload < RELOADS; reload++) {
      policy.reloaded(policy.softTtlMillis(START), false);
    }
    assertThat(policy.softTtlMillis(START)).isEqualTo(BOUNDS.most().toMillis());
  }

  @Example
  void whatIsReadSoonAfterItsLoadOnlyIsNotFreshForMuchLonger() {
    for (int reload = 0; reload < RELOADS; reload++) {
      policy.reloaded(START, false);
      policy.read(reload % 2_000);
    }
    assertThat(policy.softTtlMillis(START)).isBetween(2_000L, 8_000L);
  }

  @Example
  void aHandfulOfReloadsTeachesNothing() {
    for (int reload = 0; reload < 20; reload++) {
      policy.reloaded(START, true);
    }
    assertThat(policy.softTtlMillis(START)).isEqualTo(START);
  }

  @Example
  void whatIsLearntIsForgottenWhenItIsNoLongerTrue() {
    for (int reload = 0; reload < RELOADS; reload++) {
      policy.reloaded(START, true);
    }
    long before = policy.softTtlMillis(START);
    for (int reload = 0; reload < 10 * RELOADS; reload++) {
      policy.reloaded(START, false);
    }
    assertThat(policy.softTtlMillis(START)).isGreaterThan(100 * before);
  }
}
