package io.forewarm.client;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** A key that somebody always reads, and an origin whose replica has a write a while later. */
class OriginLagProperties {
  @Property
  void aValueFromBeforeAWriteOutlivesTheLagByThatLagAtMost(
      @ForAll @LongRange(min = 1, max = 60_000) long limit,
      @ForAll @IntRange(min = 0, max = 99) int percent,
      @ForAll @LongRange(min = 0, max = 60_000) long firstRead) {
    OriginLag lag = new OriginLag(limit);
    long real = limit * percent / 100;
    long age = firstRead;
    long staleUntil = 0;
    int loads = 0;
    while (lag.hides(age)) {
      long until = age + lag.lifeMillis(age);
      staleUntil = age < real ? until : staleUntil;
      assertThat(lag.leftMillis(age)).as("remembered at %s", age).isEqualTo(limit - age);
      age = until;
      loads++;
    }
    assertThat(lag.lifeMillis(age)).isEqualTo(Long.MAX_VALUE);
    assertThat(staleUntil).isLessThanOrEqualTo(Math.max(2 * real, real + 50));
    double doublings = Math.max(0, Math.log(limit / 50.0) / Math.log(2));
    assertThat(loads).isLessThanOrEqualTo(3 + (int) doublings);
  }

  @Property
  void withoutALagNothingIsCut(@ForAll long age) {
    OriginLag none = new OriginLag(0);
    assertThat(none.hides(age)).isFalse();
    assertThat(none.lifeMillis(age)).isEqualTo(Long.MAX_VALUE);
    assertThat(none.leftMillis(age)).isZero();
  }
}
