package io.forewarm.streams.console;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/** Reads the meters of this process by name; what is not registered yet is 0. */
record MeterReading(MeterRegistry registry) {
  /** Returns the sum of the counters of a name that have these tags. */
  double count(String name, String... tags) {
    return registry.find(name).tags(tags).counters().stream().mapToDouble(Counter::count).sum();
  }

  double gauge(String name) {
    Gauge gauge = registry.find(name).gauge();
    return gauge == null ? 0 : gauge.value();
  }

  @Nullable Timer timer(String name) {
    return registry.find(name).timer();
  }
}
