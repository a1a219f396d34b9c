package io.forewarm.streams.console;

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
}
