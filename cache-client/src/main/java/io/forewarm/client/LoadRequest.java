package io.forewarm.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a deciding loader is asked for.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public final class LoadRequest<K, V> {
  private final K key;
  private final @Nullable V old;
  private final String validator;
  private final long deadline;

  LoadRequest(K key, @Nullable V old, String validator, long deadline) {
    this.key = key;
    this.old = old;
    this.validator = validator;
    this.deadline = deadline;
  }

  /** The key to load. */
  public K key() {
    return key;
  }

  /** The value that is cached but no longer fresh; null if there is none, or it is void. */
  public @Nullable V oldValue() {
    return old;
  }

  /** What the load of the old value left with {@link Loaded#withValidator}; empty for nothing. */
  public String validator() {
    return validator;
  }

  /** How long it is still waited for; zero or less when it is too late. */
  public Duration timeLeft() {
    return Duration.ofNanos(deadline - System.nanoTime());
  }
}
