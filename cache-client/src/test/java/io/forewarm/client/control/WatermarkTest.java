package io.forewarm.client.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.events.BrokerClock;
import io.forewarm.client.events.ManualClock;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The watermark is the least of its partitions, and what is proven stays proven. */
class WatermarkTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final long MILLI = 1_000_000;

  private final ManualClock nanos = new ManualClock();
  private final BrokerClock clock = new BrokerClock(nanos);
  private final Watermark watermark = new Watermark(2, clock);

  private void learn(long brokerMillis) {
    clock.learn(
        new TopicPartition("access", 0), nanos.getAsLong(), nanos.getAsLong(), brokerMillis);
  }

  private void raise(long first, long second) {
    watermark.raise(0, first);
    watermark.raise(1, second);
    watermark.settle(nanos.getAsLong());
  }

  @Test
  void neverFalls() {
    learn(NOW);
    raise(NOW - 10, NOW - 20);
    raise(NOW - 30, NOW - 40);
    assertThat(watermark.millis()).isEqualTo(NOW - 20);
    assertThat(nanos.getAsLong() - watermark.nanos()).isEqualTo(21 * MILLI);
  }

  @Test
  void isUnknownToThisProcessWhileTheBrokersTimeIs() {
    raise(NOW, NOW);
    assertThat(watermark.millis()).isEqualTo(NOW);
    assertThat(watermark.nanos()).isEqualTo(ControlLog.NEVER);
    learn(NOW + 100);
    raise(NOW + 50, NOW + 50);
    assertThat(watermark.nanos()).isNotEqualTo(ControlLog.NEVER);
  }

  @Test
  void staysWhereItWasProvenWhenTheBrokersClockIsSetBack() {
    learn(NOW);
    raise(NOW - 10, NOW - 10);
    long proven = watermark.nanos();
    nanos.advanceMillis(200);
    learn(NOW - 60_000);
    raise(NOW - 60_010, NOW - 60_010);
    assertThat(watermark.nanos()).isEqualTo(proven);
  }

  @Test
  void isNeverLaterThanItsRecordCame() {
    learn(NOW);
    raise(NOW + 60_000, NOW + 60_000);
    assertThat(watermark.nanos()).isEqualTo(nanos.getAsLong());
  }
}
