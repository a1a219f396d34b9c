package io.forewarm.client.control;

import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.RuleBook;

/**
 * What the client does about the pipeline's word. Called by one thread, in the order of the log.
 */
public interface ControlListener {
  /** A key is hot, or still hot. */
  void hot(HotKey key);

  /** A key is hot no more. */
  void cooled(String cacheKey);

  /** The key with this hash was invalidated or replaced in Redis. */
  void invalidated(long hash);

  /**
   * Values of a tag, prefix or region are stale whose load began at a watermark before a time.
   *
   * @param name as in the topic {@code tags}: tag:NAME, prefix:TEXT, region:NAME or region:*
   * @param at broker time, milliseconds since 1970
   */
  void voided(String name, long at);

  /** The rules have changed. */
  void rules(RuleBook rules);

  /** Part of the log is lost: nothing that the near cache holds is proven any more. */
  void lost();

  /** Rules, tags and hot keys have been read to their end for the first time. */
  default void current() {}
}
