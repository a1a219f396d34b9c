package io.forewarm.client.redis;

/** What the owner of a value says about its compression, and hears of it. */
public interface Packing {
  /** Whether it is compressed, where the store is set up to. */
  boolean wanted();

  /**
   * It was tried.
   *
   * @param bytes before
   * @param saved bytes; 0 if the value is stored as it is
   * @param micros how long that took, microseconds
   */
  void tried(int bytes, int saved, long micros);
}
