package io.forewarm.local.load;

/** What became of a read. */
public enum ReadVerdict {
  /** Answered without waiting for the origin, by a value in date. */
  FRESH_HIT,
  /** Answered without waiting for the origin, after the soft expiry or a completed write. */
  STALE_HIT,
  /** Waited for the origin, its own load or that of another reader. */
  WAITED,
  /** No value, or an error. */
  FAILED;

  /** Whether the reader did not wait for the origin. */
  public boolean hit() {
    return this == FRESH_HIT || this == STALE_HIT;
  }
}
