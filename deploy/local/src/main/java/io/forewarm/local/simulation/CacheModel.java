package io.forewarm.local.simulation;

/** A model of a cache: which keys it holds until when. Keys are numbers; times are milliseconds. */
interface CacheModel {
  /** Until when a key is held that is not. */
  long ABSENT = Long.MIN_VALUE;

  /** Returns until when a key may be served; {@link #ABSENT} if it may not be now. */
  long until(int key, long now);

  /** Somebody reads a key that it holds. */
  void read(int key, long now);

  /**
   * Stores a value; others may have to go, or it is not taken at all.
   *
   * @param until end of its life
   * @param gone hears of keys that had to go
   * @return whether it was taken
   */
  boolean store(int key, long bytes, long now, long until, java.util.function.IntConsumer gone);

  /** Removes a key, if it is there. */
  void remove(int key);
}
