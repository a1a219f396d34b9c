package io.forewarm.local.load;

/**
 * How many callers a driver has: more operations at a time wait for a thread, and their latency
 * says so.
 *
 * @param readers 1 or more
 * @param writers 1 or more
 */
public record Lanes(int readers, int writers) {
  /** Enough for a few thousand operations a second. */
  public static final Lanes DEFAULT = new Lanes(256, 128);

  /** Refuses a lane without threads. */
  public Lanes {
    if (readers < 1 || writers < 1) {
      throw new IllegalArgumentException(
          "readers and writers must be 1 or more: " + readers + ", " + writers);
    }
  }
}
