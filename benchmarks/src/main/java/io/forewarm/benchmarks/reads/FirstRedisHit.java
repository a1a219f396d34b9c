package io.forewarm.benchmarks.reads;

import io.forewarm.client.Region;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits until a client is connected: connecting does not wait for Redis, and what is read before is
 * not what shall be measured.
 */
public final class FirstRedisHit {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private FirstRedisHit() {}

  /**
   * Reads keys of its own until Redis has answered one.
   *
   * @param meters of the client
   * @throws IllegalStateException if that takes more than a minute
   */
  public static void await(Region<String, ?> region, MeterRegistry meters) {
    long end = System.nanoTime() + LIMIT.toNanos();
    for (int i = 0; hits(meters) == 0; i++) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("Redis has not answered a read within " + LIMIT);
      }
      region.get("first-" + i);
      region.get("first-" + i);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static double hits(MeterRegistry meters) {
    return meters.find("forewarm.client.reads").tag("layer", "redis").functionCounters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}
