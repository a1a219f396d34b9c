package io.forewarm.client.stampede;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Which loads failed lately: a key whose load failed is not loaded again for a time that doubles
 * with every failure in a row. Bounded: beyond {@value #MAX_KEYS} keys no further failure is
 * remembered. Times are {@link System#nanoTime}.
 */
public final class FailureMemory {
  private static final int MAX_KEYS = 10_000;

  private final long firstNanos;
  private final long longestNanos;
  private final ConcurrentMap<String, Failure> failures = new ConcurrentHashMap<>();

  /**
   * Remembers nothing yet.
   *
   * @param first pause after one failure
   * @param longest pause after many in a row
   */
  public FailureMemory(Duration first, Duration longest) {
    this.firstNanos = first.toNanos();
    this.longestNanos = longest.toNanos();
  }

  /** Returns the failure because of which a key is not to be loaded now, or null. */
  public @Nullable Throwable pausing(String cacheKey, long now) {
    Failure failure = failures.get(cacheKey);
    return failure != null && now - failure.until < 0 ? failure.cause : null;
  }

  /** A load failed. */
  public void failed(String cacheKey, Throwable cause, long now) {
    if (failures.size() < MAX_KEYS || failures.containsKey(cacheKey)) {
      failures.merge(
          cacheKey,
          new Failure(cause, 1, now + pauseNanos(1)),
          (before, next) ->
              new Failure(cause, before.inRow + 1, now + pauseNanos(before.inRow + 1)));
    } else {
      failures.values().removeIf(failure -> now - failure.until > 0);
    }
  }

  /** A load succeeded. */
  public void succeeded(String cacheKey) {
    if (!failures.isEmpty()) {
      failures.remove(cacheKey);
    }
  }

  private long pauseNanos(int inRow) {
    return Math.min(longestNanos, firstNanos << Math.min(inRow - 1, 10));
  }

  private record Failure(Throwable cause, int inRow, long until) {}
}
