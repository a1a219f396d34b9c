package io.forewarm.client.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Whatever the round trips, an own time is never later than the broker's clock allows. */
class BrokerClockProperties {
  private static final long MILLI = 1_000_000;
  private static final long START_MILLIS = 1_800_000_000_000L;

  /** More than any round trip here, in milliseconds. */
  private static final long NOTICEABLE = 100;

  @Provide
  Arbitrary<List<Trip>> trips() {
    Arbitrary<Long> way = Arbitraries.longs().between(1, 40 * MILLI);
    return Combinators.combine(Arbitraries.longs().between(0, 3_000 * MILLI), way, way)
        .as(Trip::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  @Property
  void isNeverLaterThanTheBrokerShowedIt(
      @ForAll("trips") List<Trip> trips,
      @ForAll long ownStart,
      @ForAll @IntRange(min = -500, max = 500) int partsPerMillion,
      @ForAll @LongRange(min = 0, max = 25_000) long quietMillis) {
    SimulatedBroker broker =
        new SimulatedBroker(ownStart / 4, START_MILLIS * MILLI, partsPerMillion);
    for (Trip trip : trips) {
      broker.make(trip);
      broker.assertConservative();
    }
    broker.assertUseful();
    broker.idle(quietMillis * MILLI);
    broker.assertConservative();
  }

  @Property
  void noticesAtOnceThatTheClockWasSet(
      @ForAll("trips") List<Trip> before,
      @ForAll("trips") List<Trip> after,
      @ForAll @LongRange(min = -3_600_000, max = 3_600_000) long shift) {
    long jump = shift < 0 ? shift - NOTICEABLE : shift + NOTICEABLE;
    SimulatedBroker broker = new SimulatedBroker(0, START_MILLIS * MILLI, 0);
    before.forEach(broker::make);
    broker.set(jump * MILLI);
    for (Trip trip : after) {
      broker.make(trip);
      broker.assertConservative();
    }
    broker.assertUseful();
  }

  @Property
  void forgetsTheOldClockWithinThirtySecondsHoweverLittleItWasSet(
      @ForAll("trips") List<Trip> before,
      @ForAll @LongRange(min = -50, max = 50) long shift,
      @ForAll("trips") List<Trip> after) {
    SimulatedBroker broker = new SimulatedBroker(0, START_MILLIS * MILLI, 0);
    before.forEach(broker::make);
    broker.set(shift * MILLI);
    broker.idle(31_000 * MILLI);
    assertThat(broker.clock.toNanos(START_MILLIS)).isEqualTo(BrokerClock.UNKNOWN);
    for (Trip trip : after) {
      broker.make(trip);
      broker.assertConservative();
    }
  }
}
