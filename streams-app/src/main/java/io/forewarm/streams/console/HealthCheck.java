package io.forewarm.streams.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One question about the health of the app.
 *
 * @param name of the part
 * @param ask looks at the part now; returns quickly
 */
public record HealthCheck(String name, Supplier<Finding> ask) {
  /**
   * What was found.
   *
   * @param ok whether the part does its work
   * @param detail in what state it is, for people
   */
  public record Finding(boolean ok, String detail) {}

  /** Asks all, and returns what was found by the name of the part, in their order. */
  static Map<String, Finding> findings(List<HealthCheck> checks) {
    Map<String, Finding> findings = new LinkedHashMap<>();
    checks.forEach(check -> findings.put(check.name(), check.ask().get()));
    return findings;
  }

  /** Whether all of them do their work. */
  static boolean hold(Map<String, Finding> findings) {
    return findings.values().stream().allMatch(Finding::ok);
  }
}
