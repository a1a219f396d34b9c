package io.forewarm.streams.hotkeys;

import io.forewarm.schemas.Rule;
import io.forewarm.schemas.RuleBook;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The thresholds and windows that follow from the configuration and the rules of one moment. Of one
 * thread.
 */
final class HotKeyRules {
  private final HotThreshold configured;
  private final long grid;
  private final RuleBook book;
  private final long[] windows;
  private final List<Integer> configuredWindows;

  /** Few criteria serve all keys. */
  private final Map<HotCriterion, HotCriterion> distinct = new HashMap<>();

  HotKeyRules(HotKeyConfig config, RuleBook book) {
    this.configured = config.threshold();
    this.grid = config.evaluateEvery().toMillis();
    this.book = book;
    NavigableSet<Long> all = new TreeSet<>();
    book.hotWindows().stream()
        .map(this::onGrid)
        .distinct()
        .limit(RuleBook.MOST_HOT_WINDOWS)
        .forEach(all::add);
    LongStream.of(config.windowsMs()).forEach(all::add);
    this.windows = all.stream().mapToLong(Long::longValue).toArray();
    this.configuredWindows = LongStream.of(config.windowsMs()).mapToObj(this::place).toList();
  }

  RuleBook book() {
    return book;
  }

  /** The lengths of all windows, of the configuration and of rules, milliseconds, ascending. */
  long[] windowsMs() {
    return windows.clone();
  }

  HotCriterion criterion(String cacheKey) {
    Rule rule = book.forKey(cacheKey);
    HotCriterion criterion =
        new HotCriterion(configured.with(rule), windowsOf(rule.getHotWindowMs()));
    return distinct.computeIfAbsent(criterion, one -> one);
  }

  /** A length that no window has, there being too many, changes nothing. */
  private List<Integer> windowsOf(@Nullable Long ruledMs) {
    int place = ruledMs == null ? -1 : place(onGrid(ruledMs));
    return place < 0 ? configuredWindows : List.of(place);
  }

  private int place(long windowMs) {
    return Arrays.binarySearch(windows, windowMs);
  }

  /** Rounds up to whole sub-windows. */
  private long onGrid(long ms) {
    return (ms + grid - 1) / grid * grid;
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
