package io.forewarm.client.budget;

import java.util.Locale;

/** Why a load ahead of a read was not made. */
public enum Refusal {
  /** Nobody needs it any more. */
  LATE("its deadline passed while it waited for the origin's budget"),
  /** The line is as long as it may be. */
  FULL("budget: too many commands wait for this origin already"),
  /** The ceiling is 0. */
  OFF("budget: speculativeLoadsPerSecond is 0"),
  /** This process sees it. */
  SLOW("origin slow: loads take several times what they usually do"),
  /** This process sees it. */
  FAILING("origin failing: many of the latest loads failed"),
  /** This process sees it. */
  CROWDED("origin crowded: loads that are waited for stand in line"),
  /** Another process sees it, or did a moment ago. */
  TOLD("origin slow or failing: so the processes that share its budget say"),
  /** The circuit breaker keeps all loads away. */
  BREAKER("breaker open: the origin is left alone"),
  /** Without the shared budget nothing is loaded ahead. */
  REDIS("budget: Redis does not answer");

  private final String text;

  Refusal(String text) {
    this.text = text;
  }

  /** Why, for people. */
  public String text() {
    return text;
  }

  /** As a tag of a meter. */
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Refusal of(Verdict trouble) {
    return switch (trouble) {
      case FAILING -> FAILING;
      case CROWDED -> CROWDED;
      default -> SLOW;
    };
  }
}
