package io.forewarm.local.check;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What monitors see of a check. */
public final class CheckMeters {
  private final Counter writes;
  private final Map<Duration, Map<Finding, Counter>> looks = new HashMap<>();
  private final Map<String, Counter> offenders = new HashMap<>();
  private final AtomicLong open = new AtomicLong();

  /** Registers the meters of a check. */
  public CheckMeters(MeterRegistry registry, CheckConfig config) {
    writes =
        Counter.builder("forewarm.check.writes")
            .description("Writes that the consistency checker watched")
            .register(registry);
    for (Duration within : config.within()) {
      Map<Finding, Counter> found = new HashMap<>();
      for (Finding finding : Finding.values()) {
        found.put(finding, looks(registry, within, finding));
      }
      looks.put(within, found);
    }
    for (String place : List.of("redis", "near")) {
      offenders.put(
          place,
          Counter.builder("forewarm.check.offenders")
              .description("Values that were served though a write had made them void")
              .tag("place", place)
              .register(registry));
    }
    Gauge.builder("forewarm.check.open", open, AtomicLong::get)
        .description("Offenders that are still there")
        .register(registry);
  }

  private static Counter looks(MeterRegistry registry, Duration within, Finding finding) {
    return Counter.builder("forewarm.check.looks")
        .description("What looks found at a time after the write")
        .tag("within", within.toMillis() + "ms")
        .tag("finding", finding.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .register(registry);
  }

  void watched() {
    writes.increment();
  }

  void looked(Duration within, Finding finding) {
    count(looks.getOrDefault(within, Map.of()).get(finding));
  }

  void began(Offender offender) {
    count(offenders.get(offender.place()));
    open.incrementAndGet();
  }

  void ended() {
    open.decrementAndGet();
  }

  private static void count(@Nullable Counter counter) {
    if (counter != null) {
      counter.increment();
    }
  }
}
