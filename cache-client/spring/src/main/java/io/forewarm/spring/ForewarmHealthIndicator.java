package io.forewarm.spring;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Says what the client works without. That is never "down": reads go on without Redis and without
 * the pipeline, and an application that is taken out of service for it would make an outage of it.
 */
final class ForewarmHealthIndicator extends AbstractHealthIndicator {
  /** Something is away, and reads are answered all the same. */
  static final Status DEGRADED = new Status("DEGRADED");

  private final ForewarmState state;
  private final boolean pipeline;

  ForewarmHealthIndicator(ForewarmState state, boolean pipeline) {
    super("the state of Forewarm could not be had");
    this.state = state;
    this.pipeline = pipeline;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    boolean log = !pipeline || state.pipeline();
    boolean well = state.redis() && log && state.originsLeftAlone().isEmpty();
    builder
        .status(well ? Status.UP : DEGRADED)
        .withDetail("redis", state.redis() ? "answers" : "left alone")
        .withDetail("pipeline", pipeline ? (log ? "followed" : "not followed") : "none")
        .withDetail("originsLeftAlone", state.originsLeftAlone());
  }
}
