package io.forewarm.local.demo;

import io.forewarm.local.load.Arrival;
import io.forewarm.local.load.ConstantRate;
import io.forewarm.local.load.Lanes;
import io.forewarm.local.load.LoadClock;
import io.forewarm.local.load.LoadDriver;
import io.forewarm.local.load.Origin;
import io.forewarm.local.load.OriginConfig;
import io.forewarm.local.load.RunFigures;
import io.forewarm.local.load.RunWatch;
import io.forewarm.local.load.Tally;
import io.forewarm.local.load.Target;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.LongSupplier;

/** One run of the demo: the same warm-up, traffic and origin for whatever cache. */
final class DemoRun {
  private static final Duration ORIGIN_MEDIAN = Duration.ofMillis(40);
  private static final double ORIGIN_SPREAD = 0.4;
  private static final Duration DRAIN = Duration.ofMinutes(2);

  private final String name;
  private final DemoConfig config;
  private final SocialPlatform platform;
  private final Origin origin;
  private final PrintWriter lines;

  DemoRun(String name, DemoConfig config, SocialPlatform platform, PrintWriter lines) {
    this.name = name;
    this.config = config;
    this.platform = platform;
    this.lines = lines;
    this.origin =
        new Origin(
            OriginConfig.of(ORIGIN_MEDIAN, ORIGIN_SPREAD, config.seed()),
            platform::sizeBytes,
            LoadClock.SYSTEM);
  }

  Origin origin() {
    return origin;
  }

  /**
   * Runs: every key is read once, then the traffic warms up, then it is measured.
   *
   * @param memory gives the bytes that Redis uses
   * @param hotKeys gives the number of keys announced as hot
   */
  RunFigures run(Target target, LongSupplier memory, LongSupplier hotKeys)
      throws InterruptedException {
    say(name + ": warming up, every key once, then " + config.warmUp().toSeconds() + " s");
    Duration once = Duration.ofNanos(1_000_000_000L * config.keys() / (2L * config.rate()));
    offer(target, new ConstantRate(2.0 * config.rate(), once, platform.onceEach()), new Tally());
    offer(target, traffic(config.warmUp()), new Tally());
    origin.forgetCounts();
    Tally tally = new Tally();
    try (RunWatch watch = new RunWatch(name, tally, LoadClock.SYSTEM, memory, this::say)) {
      offer(target, traffic(config.measured()), tally);
      if (tally.failedWrites() > 0) {
        say(name + ": failed writes: " + tally.failedWrites());
      }
      return RunFigures.of(config.rate(), tally, origin, watch.mostMemory(), hotKeys.getAsLong());
    }
  }

  private Iterator<Arrival> traffic(Duration duration) {
    return new ConstantRate(config.rate(), duration, platform.traffic());
  }

  private void offer(Target target, Iterator<Arrival> arrivals, Tally tally)
      throws InterruptedException {
    try (LoadDriver driver =
        new LoadDriver(target, origin, config.ttl(), LoadClock.SYSTEM, Lanes.DEFAULT)) {
      driver.offer(arrivals, tally);
      if (!driver.finish(DRAIN)) {
        say(name + ": operations still hang after " + DRAIN.toSeconds() + " s; they are left");
      }
      Throwable failure = driver.firstFailure();
      if (failure != null) {
        say(name + ": first error: " + failure);
      }
    }
  }

  private void say(String line) {
    lines.println(line);
    lines.flush();
  }
}
