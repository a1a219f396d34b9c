package io.forewarm.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A key in the hands of one who will change it, and what Redis had under it after it was taken. A
 * change is stored only if nobody else has taken, filled or invalidated the key meanwhile: compare
 * and set, in the whole cluster. Close it; what was not changed then stays.
 *
 * @param <V> type of the values
 */
public final class Seized<V> implements AutoCloseable {
  private final @Nullable V value;
  private final Duration left;
  private @Nullable Hold<V> hold;

  Seized(@Nullable V value, Duration left, Hold<V> hold) {
    this.value = value;
    this.left = left;
    this.hold = hold;
  }

  /** The value that is to be changed; null if there is none that is fresh. */
  public @Nullable V value() {
    return value;
  }

  /** How long that value is fresh; zero if there is none. */
  public Duration left() {
    return left;
  }

  /**
   * Stores a value, and returns when the broker has the event. False: somebody else came between;
   * nothing was stored.
   *
   * @throws CacheException if Redis does not answer, or the broker has not acknowledged the event
   */
  public boolean store(Loaded<V> changed) {
    return taken().store(changed);
  }

  /** Removes the value; as {@link #store} otherwise. */
  public boolean remove() {
    return taken().remove();
  }

  private Hold<V> taken() {
    Hold<V> mine = hold;
    if (mine == null) {
      throw new IllegalStateException("a seized key is changed once: seize it again");
    }
    hold = null;
    return mine;
  }

  /** Gives the key back as it was, if it has not been changed. */
  @Override
  public void close() {
    if (hold != null) {
      taken().giveBack();
    }
  }

  /** The lease of a key in the hands of its writer. */
  interface Hold<V> {
    boolean store(Loaded<V> changed);

    boolean remove();

    void giveBack();
  }
}
