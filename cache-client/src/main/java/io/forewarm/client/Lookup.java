package io.forewarm.client;

import org.jspecify.annotations.Nullable;

/**
 * What looking a key up brought: a value, the knowledge that there is none, or neither; then the
 * right to fill, if nobody else has it. Use it once, and let go of what is not to be filled.
 *
 * @param <V> type of the values
 */
public final class Lookup<V> implements AutoCloseable {
  private final boolean found;
  private final @Nullable V value;
  private @Nullable Claim<V> claim;

  private Lookup(boolean found, @Nullable V value, @Nullable Claim<V> claim) {
    this.found = found;
    this.value = value;
    this.claim = claim;
  }

  static <V> Lookup<V> found(@Nullable V value) {
    return new Lookup<>(true, value, null);
  }

  /** Nothing, and the right to fill if there is a claim. */
  static <V> Lookup<V> nothing(@Nullable Claim<V> claim) {
    return new Lookup<>(false, null, claim);
  }

  /** Whether the answer is known. */
  public boolean found() {
    return found;
  }

  /** The value; null if the origin has none, or nothing was found. */
  public @Nullable V value() {
    return value;
  }

  /**
   * Stores what the caller has loaded since the lookup. False: it was not stored, since the key was
   * written meanwhile, another holds its lease, or Redis does not answer.
   */
  public synchronized boolean fill(Loaded<V> loaded) {
    Claim<V> mine = claim;
    claim = null;
    return mine != null && mine.fill(loaded);
  }

  /** Gives the right to fill back, so that the next reader need not wait for the lease's end. */
  @Override
  public synchronized void close() {
    Claim<V> mine = claim;
    claim = null;
    if (mine != null) {
      mine.release();
    }
  }

  /** The lease of a key in the hands of a caller that loads by itself. */
  interface Claim<V> {
    boolean fill(Loaded<V> loaded);

    void release();
  }
}
