package io.forewarm.streams.hotkeys;

import io.forewarm.schemas.Rule;
import io.forewarm.schemas.RuleBook;

/** The thresholds that follow from the configuration and the rules of one moment. Immutable. */
final class HotKeyRules {
  private final HotThreshold configured;
  private final RuleBook book;

  HotKeyRules(HotThreshold configured, RuleBook book) {
    this.configured = configured;
    this.book = book;
  }

  RuleBook book() {
    return book;
  }

  HotThreshold threshold(String cacheKey) {
    return configured.with(book.forKey(cacheKey));
  }

  /**
   * Returns the fewest reads that make any key hot in a window of this length. Below it no key
   * needs to be looked at, and no name to be kept.
   */
  long floor(long windowMs) {
    double floor = configured.fewest(windowMs);
    for (Rule rule : book.rules()) {
      floor = Math.min(floor, configured.with(rule).fewest(windowMs));
    }
    return Math.max(1, (long) Math.ceil(floor));
  }
}
