package io.forewarm.local.simulation;

import java.util.function.IntConsumer;

/** A model of a cache: which keys it holds until when. Keys are numbers; times are milliseconds. */
interface CacheModel {
  /** Until when a key is held that is not. */
  long ABSENT = Long.MIN_VALUE;

  /** Returns until when a key may be served; {@link #ABSENT} if it may not be now. */
  long until(int key, long now);

  /** Somebody reads a key, that it holds or not. */
  void read(int key, long now);

  /**
   * Whether room would be made for a value that nobody has asked for yet.
   *
   * @param probability that somebody will, 0 to 1
   */
  default boolean ahead(int key, long bytes, double probability, long now) {
    return true;
  }

  /**
   * Stores a value; others may have to go, or it is not taken at all.
   *
   * @param until end of its life
   * @param gone hears of keys that had to go
   * @return whether it was taken
   */
  boolean store(int key, long bytes, long now, long until, IntConsumer gone);

  /** Removes a key, if it is there. */
  void remove(int key);
}
