package io.forewarm.client.near;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Remembers which keys were invalidated lately, so that a value read before an invalidation is not
 * put into the near cache after it. A key's hash selects one of a fixed number of places: two keys
 * that share one cost a refused put now and then, never a stale one.
 */
public final class TouchLog {
  private static final int PLACES = 1 << 14;

  private final AtomicLong sequence = new AtomicLong();
  private final AtomicLongArray lastTouch = new AtomicLongArray(PLACES);
  private volatile long lastTouchOfAll;

  /** Returns the present moment; to be taken before the read whose value shall be put. */
  public long now() {
    return sequence.get();
  }

  /** Notes that a key was invalidated. To be called before the near entry is removed. */
  public void touch(long hash) {
    lastTouch.set(place(hash), sequence.incrementAndGet());
  }

  /** Notes that every key may have been invalidated. */
  public void touchAll() {
    lastTouchOfAll = sequence.incrementAndGet();
  }

  /** Whether a key was invalidated after a moment. */
  public boolean touchedSince(long hash, long moment) {
    return lastTouch.get(place(hash)) > moment || lastTouchOfAll > moment;
  }

  private static int place(long hash) {
    return (int) hash & (PLACES - 1);
  }
}
