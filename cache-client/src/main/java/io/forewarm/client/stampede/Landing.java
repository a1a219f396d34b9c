package io.forewarm.client.stampede;

import org.jspecify.annotations.Nullable;

/**
 * What a flight brought.
 *
 * @param value null: the origin has none
 * @param validSince the value is no older than this moment, {@link System#nanoTime}
 * @param proven nothing has invalidated the key between that moment and the landing
 * @param stale it was served after its soft expiry
 */
public record Landing<V>(@Nullable V value, long validSince, boolean proven, boolean stale) {
  /** Whether it may answer a reader that began at a moment. */
  public boolean answers(long readerBegan) {
    return proven || validSince - readerBegan >= 0;
  }
}
