package io.forewarm.local.stack;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/** Judges whether a part that ended is worth another start: not when it keeps on ending. */
final class RestartPolicy {
  private final int deaths;
  private final Duration window;
  private final Map<StackPart, Deque<Duration>> times = new EnumMap<>(StackPart.class);

  /** Gives a part up at this many ends within a sliding window. */
  RestartPolicy(int deaths, Duration window) {
    this.deaths = deaths;
    this.window = window;
  }

  /**
   * Notes an end.
   *
   * @param at time since any fixed moment, never going back
   * @return whether to start the part again
   */
  boolean mayRestart(StackPart part, Duration at) {
    Deque<Duration> recent = times.computeIfAbsent(part, any -> new ArrayDeque<>());
    recent.addLast(at);
    while (recent.getFirst().compareTo(at.minus(window)) < 0) {
      recent.removeFirst();
    }
    return recent.size() < deaths;
  }
}
