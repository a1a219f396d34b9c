package io.forewarm.streams.warming;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** Counts what is ordered ahead. */
public final class WarmingMeters {
  private final Counter warmed;
  private final Counter renewed;
  private final Counter observed;
  private final Counter notLoaded;
  private final Timer readAfter;

  /** Registers them. */
  public WarmingMeters(MeterRegistry meters) {
    warmed = orders(meters, "warm");
    renewed = orders(meters, "refresh");
    observed =
        Counter.builder("forewarm.warming.observed")
            .description("Orders that a rule lets be thought of only")
            .register(meters);
    notLoaded =
        Counter.builder("forewarm.warming.not.loaded")
            .description("Orders that a worker skipped or failed to execute")
            .register(meters);
    readAfter =
        Timer.builder("forewarm.warming.read")
            .description("Time from an order to the read that it was for, where that came in time")
            .register(meters);
  }

  private static Counter orders(MeterRegistry meters, String kind) {
    return Counter.builder("forewarm.warming.orders")
        .description("Orders to load ahead of a read, from what users read next")
        .tag("kind", kind)
        .register(meters);
  }

  /** An order was given. */
  void ordered(boolean warm) {
    (warm ? warmed : renewed).increment();
  }

  /** An order would have been given. */
  void observed() {
    observed.increment();
  }

  /** An order was not executed. */
  void notLoaded() {
    notLoaded.increment();
  }

  /** What was loaded ahead was read in time. */
  void read(long afterMillis) {
    readAfter.record(afterMillis, TimeUnit.MILLISECONDS);
  }
}
