package io.forewarm.streams.invalidation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the invalidation worker shows of itself. Lag compares the broker's append times with this
 * machine's clock, so it is as exact as the two clocks agree; no guarantee depends on it.
 */
final class InvalidationMetrics {
  private final Clock clock;
  private final Timer lag;
  private final Counter keys;
  private final Counter names;
  private final Counter refused;
  private final Map<Integer, Watermark> owned = new ConcurrentHashMap<>();
  final Counter retries;
  final Counter replays;

  InvalidationMetrics(MeterRegistry meters, Clock clock) {
    this.clock = clock;
    lag =
        Timer.builder("forewarm.invalidation.lag")
            .description("Time from the append of a write, or tick, to its effect in Redis")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofSeconds(60))
            .register(meters);
    keys = effects(meters, "key");
    names = effects(meters, "name");
    refused =
        Counter.builder("forewarm.invalidation.refused")
            .description("Records of writes that could not be resolved and raised a floor")
            .register(meters);
    retries =
        Counter.builder("forewarm.invalidation.retries")
            .description("Invalidations that Redis did not acknowledge and that were tried again")
            .register(meters);
    replays =
        Counter.builder("forewarm.invalidation.replays")
            .description("Times that the last writes were applied again after a change of master")
            .register(meters);
    Gauge.builder("forewarm.invalidation.partitions", owned, Map::size)
        .description("Partitions of writes that this worker owns")
        .register(meters);
    Gauge.builder("forewarm.invalidation.watermark.age", this, InvalidationMetrics::oldest)
        .description("Age of the oldest watermark of this worker's partitions")
        .baseUnit("seconds")
        .register(meters);
  }

  private static Counter effects(MeterRegistry meters, String kind) {
    return Counter.builder("forewarm.invalidation.effects")
        .description("Keys made void in Redis; tags, prefixes and regions made stale by name")
        .tag("kind", kind)
        .register(meters);
  }

  void owns(int partition, Watermark watermark) {
    owned.put(partition, watermark);
  }

  void leaves(int partition) {
    owned.remove(partition);
  }

  /** Notes that a round has taken effect. */
  void applied(Round round) {
    Duration now = Duration.ofMillis(clock.millis());
    for (ConsumerRecord<byte[], byte[]> record : round.records()) {
      Duration late = now.minusMillis(record.timestamp());
      lag.record(late.isNegative() ? Duration.ZERO : late);
    }
    keys.increment(round.keys().size());
    names.increment(round.voided().size());
    refused.increment(round.refused().size());
  }

  private double oldest() {
    long now = clock.millis();
    return owned.values().stream()
            .mapToLong(watermark -> watermark.upTo() == 0 ? 0 : now - watermark.upTo())
            .max()
            .orElse(0)
        / 1000.0;
  }
}
