package io.forewarm.client;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a deciding loader is asked for.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public final class LoadRequest<K, V> {
  private final K key;
  private final Supplier<Values.@Nullable Decoded<V>> decoding;
  private final String validator;
  private final long deadline;
  private final @Nullable Source<K, V> source;
  private Values.@Nullable Decoded<V> old;
  private boolean decoded;

  /**
   * @param decoding reads the old value; called once at most, since most loaders do not want it
   * @param validator of the old value
   * @param source what loads for this caller; null: what the region has
   */
  LoadRequest(
      K key,
      Supplier<Values.@Nullable Decoded<V>> decoding,
      String validator,
      long deadline,
      @Nullable Source<K, V> source) {
    this.key = key;
    this.decoding = decoding;
    this.validator = validator;
    this.deadline = deadline;
    this.source = source;
  }

  @Nullable Source<K, V> source() {
    return source;
  }

  /** The old value, or the knowledge that there was none; null if neither is known. */
  synchronized Values.@Nullable Decoded<V> old() {
    if (!decoded) {
      old = decoding.get();
      decoded = true;
    }
    return old;
  }

  /** The key to load. */
  public K key() {
    return key;
  }

  /** The value that is cached but no longer fresh; null if there is none, or it is void. */
  public @Nullable V oldValue() {
    Values.Decoded<V> known = old();
    return known == null ? null : known.value();
  }

  /** What the load of the old value left with {@link Loaded#withValidator}; empty for nothing. */
  public String validator() {
    return validator.isEmpty() || old() == null ? "" : validator;
  }

  /** How long it is still waited for; zero or less when it is too late. */
  public Duration timeLeft() {
    return Duration.ofNanos(deadline - System.nanoTime());
  }
}
