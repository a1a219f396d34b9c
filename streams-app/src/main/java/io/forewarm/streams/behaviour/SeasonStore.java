package io.forewarm.streams.behaviour;

/** Keeps what {@link Seasons} marks, by the time of the day and the key. */
public interface SeasonStore {
  /** Returns the marks of a key at a second of the day; 0 for none. */
  long get(int second, String cacheKey);

  /** Keeps the marks of a key at a second of the day. */
  void put(int second, String cacheKey, long marks);

  /** Forgets the marks of a key at a second of the day. */
  void remove(int second, String cacheKey);

  /** Tells all marks from a second of the day to before another. */
  void each(int from, int to, Taker taker);

  /** Takes marks. */
  interface Taker {
    void take(int second, String cacheKey, long marks);
  }
}
