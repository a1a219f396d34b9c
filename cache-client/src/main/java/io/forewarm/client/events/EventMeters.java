package io.forewarm.client.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What is counted about telling the pipeline. */
record EventMeters(
    Counter reportsSent,
    Counter reportsDropped,
    Counter readsDropped,
    Counter visitsDropped,
    Counter writesPublished,
    Counter writesFailed) {

  static EventMeters in(MeterRegistry registry) {
    return new EventMeters(
        counter(
            registry,
            "forewarm.client.reports.sent",
            "Records of access, visits and outcomes that the broker has acknowledged"),
        counter(
            registry,
            "forewarm.client.reports.dropped",
            "Records of access, visits and outcomes that did not reach the broker"),
        counter(
            registry,
            "forewarm.client.reads.dropped",
            "Reads counted for their region but for no key, since too many keys were read at once"),
        counter(
            registry,
            "forewarm.client.visits.dropped",
            "Visits that found the buffer full or whose report did not reach the broker"),
        counter(
            registry,
            "forewarm.client.writes.published",
            "Write events that the broker has acknowledged"),
        counter(
            registry,
            "forewarm.client.writes.failed",
            "Write events that the broker has not acknowledged; each failed to its caller"));
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }
}
