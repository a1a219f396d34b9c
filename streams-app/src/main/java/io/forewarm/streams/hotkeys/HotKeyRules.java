package io.forewarm.streams.hotkeys;

import io.forewarm.schemas.Rule;
import io.forewarm.schemas.RuleBook;
import java.util.HashMap;
import java.util.Map;

/** The thresholds that follow from the configuration and the rules of one moment. Of one thread. */
final class HotKeyRules {
  private final HotThreshold configured;
  private final RuleBook book;

  /** Few thresholds serve all keys. */
  private final Map<HotThreshold, HotThreshold> distinct = new HashMap<>();

  HotKeyRules(HotThreshold configured, RuleBook book) {
    this.configured = configured;
    this.book = book;
  }

  RuleBook book() {
    return book;
  }

  HotThreshold threshold(String cacheKey) {
    HotThreshold threshold = configured.with(book.forKey(cacheKey));
    return distinct.computeIfAbsent(threshold, one -> one);
  }

  /**
   * Returns the heat below which no key is hot in a window of this length: such keys need not be
   * looked at, and no name of theirs be kept.
   */
  HeatFloor floor(long windowMs) {
    HeatFloor floor = HeatFloor.of(configured, windowMs);
    for (Rule rule : book.rules()) {
      floor = floor.lowest(HeatFloor.of(configured.with(rule), windowMs));
    }
    return floor;
  }
}
