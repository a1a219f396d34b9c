package io.forewarm.local.check;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What monitors see of a check. */
public final class CheckMeters {
  private final MeterRegistry registry;

  /** Registers nothing yet: each meter comes with what it counts. */
  public CheckMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void watched() {
    Counter.builder("forewarm.check.writes")
        .description("Writes that the consistency checker watched")
        .register(registry)
        .increment();
  }

  void looked(Duration within, Finding finding) {
    Counter.builder("forewarm.check.looks")
        .description("What looks found at a time after the write")
        .tag("within", within.toMillis() + "ms")
        .tag("finding", finding.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .register(registry)
        .increment();
  }

  void offended(String place) {
    Counter.builder("forewarm.check.offenders")
        .description("Values that were served though a write had made them void")
        .tag("place", place)
        .register(registry)
        .increment();
  }

  void open(OffenderBook book) {
    ToDoubleFunction<OffenderBook> open = OffenderBook::open;
    Gauge.builder("forewarm.check.open", book, open)
        .description("Offenders that are still there")
        .register(registry);
  }
}
