package io.forewarm.client.events;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * The greatest of the values of the last 30 s, each of which loses a thousandth of its age. Since
 * all fade alike, a value that is not greater than a later one can never be the greatest again and
 * is forgotten.
 */
final class FadingMax {
  /** There is no value. */
  static final long NOTHING = Long.MIN_VALUE;

  private static final long KEPT = TimeUnit.SECONDS.toNanos(30);
  private static final long FADE = 1_000;

  private final Deque<Sample> samples = new ArrayDeque<>();

  void add(long value, long at) {
    Sample sample = new Sample(value, at);
    while (!samples.isEmpty() && samples.getLast().fadedAt(at) <= value) {
      samples.removeLast();
    }
    samples.addLast(sample);
  }

  /** Returns the greatest value, faded; {@link #NOTHING} if there is none. */
  long best(long now) {
    while (!samples.isEmpty() && now - samples.getFirst().at > KEPT) {
      samples.removeFirst();
    }
    return samples.isEmpty() ? NOTHING : samples.getFirst().fadedAt(now);
  }

  void clear() {
    samples.clear();
  }

  private record Sample(long value, long at) {
    long fadedAt(long now) {
      return value - Math.max(0, now - at) / FADE;
    }
  }
}
