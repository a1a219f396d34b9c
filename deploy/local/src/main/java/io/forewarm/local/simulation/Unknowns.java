package io.forewarm.local.simulation;

import java.util.ArrayList;
import java.util.List;

/** What a simulation cannot know, in words for people. */
final class Unknowns {
  private Unknowns() {}

  static List<String> of(Recording trace, SimulationConfig config) {
    List<String> unknown = new ArrayList<>();
    unknown.add("What this cannot know:");
    if (!trace.saysWrites()) {
      unknown.add("  - writes: the trace has none; each one would cost a load");
    }
    if (!trace.saysUsers()) {
      unknown.add("  - who reads: the trace does not say it, so nothing is warmed");
    }
    if (!trace.saysSizes()) {
      unknown.add("  - sizes: the trace has none; each value counts as 1 KiB");
    }
    unknown.add(
        "  - how long a load takes, and how the origin bears others: --load-time says "
            + config.loadTime().toMillis()
            + " ms for each");
    unknown.add(
        "  - which answers may be cached, and for how long: all may, and --ttl is that of all");
    unknown.add(
        "  - what browsers, proxies and caches in the services had answered before this was"
            + " written");
    return unknown;
  }
}
