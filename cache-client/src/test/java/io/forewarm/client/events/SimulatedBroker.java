package io.forewarm.client.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;

/** A broker whose clock runs off by a rate and can be set, and what a client learns of it. */
final class SimulatedBroker {
  private static final long MILLI = 1_000_000;
  private static final long PARTS = 1_000_000;
  private static final TopicPartition PARTITION = new TopicPartition("access", 0);

  final BrokerClock clock;
  private final long ownStart;
  private final int partsPerMillion;
  private long now;
  private long brokerStart;

  SimulatedBroker(long ownStart, long brokerStart, int partsPerMillion) {
    this.ownStart = ownStart;
    this.now = ownStart;
    this.brokerStart = brokerStart;
    this.partsPerMillion = partsPerMillion;
    this.clock = new BrokerClock(() -> now);
  }

  private long brokerNanos() {
    long elapsed = now - ownStart;
    return brokerStart + elapsed + elapsed / PARTS * partsPerMillion;
  }

  void idle(long nanos) {
    now += nanos;
  }

  void set(long nanos) {
    brokerStart += nanos;
  }

  void make(Trip trip) {
    now += trip.idle();
    long sent = now;
    now += trip.there();
    long stamp = Math.floorDiv(brokerNanos(), MILLI);
    now += trip.back();
    clock.learn(PARTITION, sent, now, stamp);
  }

  /** What the broker's clock shows now began at an own time that is not after the one given. */
  void assertConservative() {
    long shown = Math.floorDiv(brokerNanos(), MILLI);
    long sinceShown = brokerNanos() - shown * MILLI;
    long rounding = 2_000; // the rate, over the millisecond itself
    assertThat(clock.toNanos(shown)).isLessThanOrEqualTo(now - sinceShown + rounding);
    assertThat(clock.nowMillis()).isLessThanOrEqualTo(shown);
  }

  /** Right after a trip the answer is not worse than that trip: its way there, and rounding. */
  void assertUseful() {
    long shown = Math.floorDiv(brokerNanos(), MILLI);
    assertThat(clock.toNanos(shown)).isGreaterThanOrEqualTo(now - 80 * MILLI - 3 * MILLI);
  }
}
