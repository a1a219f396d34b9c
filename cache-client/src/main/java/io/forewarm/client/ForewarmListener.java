package io.forewarm.client;

/**
 * Hears of what a client's people may want to know at once. Called on the client's own threads,
 * among them those that readers wait for: it must not block. What it throws is logged once and
 * otherwise ignored. Keys are as they are, whatever logs show.
 */
public interface ForewarmListener {
  /** Hears nothing. */
  ForewarmListener NONE = new ForewarmListener() {};

  /** A region was opened whose settings defeat each other. */
  default void advice(Advice advice) {}

  /** A load failed, after its retries; readers get a stale value where there is one. */
  default void loadFailed(String cacheKey, Throwable cause) {}

  /** A loaded value was not stored: its key was written meanwhile, or the lease was lost. */
  default void fillRefused(String cacheKey) {}

  /** A value was not stored because it is too large, or cannot be encoded. */
  default void valueRefused(String cacheKey, Throwable cause) {}

  /** The origin of a region fails so often that it is left alone; false: it is asked again. */
  default void originBreaker(String region, boolean open) {}

  /**
   * Redis fails so often that it is left alone; false: it is asked again.
   *
   * @param commands {@code reads} or {@code writes}: a Redis that is full still answers reads
   */
  default void redisBreaker(String commands, boolean open) {}

  /**
   * Whether the pipeline's word is known. False: part of the log was missed, so the near cache was
   * emptied; that is so at the start, too.
   */
  default void controlLog(boolean current) {}
}
