package io.forewarm.streams.console;

import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.HotKey;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The keys that are hot now. Safe for concurrent use. */
public final class HotKeyBoard {
  private static final Comparator<Row> HOTTEST_FIRST =
      Comparator.comparingDouble(Row::ratePerSecond).reversed().thenComparing(Row::cacheKey);

  private final Map<String, HotKey> keys = new ConcurrentHashMap<>();
  private final Clock clock;

  /** Judges by this clock which announcements still hold. */
  public HotKeyBoard(Clock clock) {
    this.clock = clock;
  }

  /**
   * A hot key as the console shows it.
   *
   * @param ratePerSecond reads a second over the window
   * @param share of the reads of its region, 0 to 1
   * @param since broker time, milliseconds since 1970
   * @param until broker time, milliseconds since 1970
   * @param sources services that read it, most reads first
   * @param sizeBytes size of its value, 0 if unknown
   */
  public record Row(
      String cacheKey,
      String region,
      double ratePerSecond,
      double share,
      int rank,
      long reads,
      long windowMs,
      long since,
      long until,
      List<String> sources,
      long sizeBytes,
      int replicas) {
    static Row of(HotKey key) {
      return new Row(
          key.getKey(),
          CacheKey.region(key.getKey()),
          key.getRatePerSecond(),
          key.getShare(),
          key.getRank(),
          key.getReads(),
          key.getWindowMs(),
          key.getSince(),
          key.getUntil(),
          List.copyOf(key.getSources()),
          key.getSizeBytes(),
          key.getReplicas());
    }
  }

  /** Takes an announcement; null cools the key. */
  public void put(String cacheKey, @Nullable HotKey key) {
    if (key == null) {
      keys.remove(cacheKey);
    } else {
      keys.put(cacheKey, key);
    }
  }

  /** Forgets everything, before the topic is read from the beginning again. */
  public void clear() {
    keys.clear();
  }

  /** Returns what was announced of a key; null if it is not hot now. */
  public @Nullable HotKey find(String cacheKey) {
    HotKey key = keys.get(cacheKey);
    return key == null || key.getUntil() <= clock.millis() ? null : key;
  }

  /** Returns the keys that are hot now, the hottest first. */
  public List<Row> rows() {
    return keys().stream().map(Row::of).sorted(HOTTEST_FIRST).toList();
  }

  /** Returns the announcements that hold now. */
  public List<HotKey> keys() {
    long now = clock.millis();
    keys.values().removeIf(key -> key.getUntil() <= now);
    return List.copyOf(keys.values());
  }
}
