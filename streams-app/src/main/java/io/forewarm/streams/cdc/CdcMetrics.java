package io.forewarm.streams.cdc;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters of the worker. */
final class CdcMetrics {
  private final Counter mapped;
  private final Counter ignored;
  private final Counter refused;

  CdcMetrics(MeterRegistry registry) {
    mapped = changes(registry, "mapped");
    ignored = changes(registry, "ignored");
    refused = changes(registry, "refused");
  }

  private static Counter changes(MeterRegistry registry, String result) {
    return Counter.builder("forewarm.cdc.changes")
        .description("Change events of tables by what became of them")
        .tag("result", result)
        .register(registry);
  }

  void read(boolean meansWrites) {
    (meansWrites ? mapped : ignored).increment();
  }

  void refused() {
    refused.increment();
  }
}
