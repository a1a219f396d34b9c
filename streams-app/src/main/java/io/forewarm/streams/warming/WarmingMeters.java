package io.forewarm.streams.warming;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what is ordered ahead. */
public final class WarmingMeters {
  private final Counter warmed;
  private final Counter renewed;
  private final Counter observed;

  /** Registers them. */
  public WarmingMeters(MeterRegistry meters) {
    warmed = orders(meters, "warm");
    renewed = orders(meters, "refresh");
    observed =
        Counter.builder("forewarm.warming.observed")
            .description("Orders that a rule lets be thought of only")
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
}
