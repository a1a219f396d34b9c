package io.forewarm.streams.console;

import io.forewarm.streams.insight.AlertName;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Shows monitors how many alerts of the pipeline stand: every instance shows all of them. */
public final class StandingAlerts {
  private StandingAlerts() {}

  /** Registers a gauge for each alert. */
  public static void register(MeterRegistry registry, AlertBoard board) {
    for (AlertName name : AlertName.values()) {
      Gauge.builder("forewarm.alerts.standing", board, it -> it.standing(name))
          .description("Keys, masters or regions of which the pipeline says this in insights now")
          .tag("alert", name.text())
          .register(registry);
    }
  }
}
