package io.forewarm.streams.hotkeys;

import java.time.Duration;
import java.util.List;

/**
 * When a key counts as hot, for how long, and how much memory finding out may take.
 *
 * @param threshold where no rule says otherwise
 * @param windows lengths of the sliding windows, ascending, multiples of {@code evaluateEvery}
 * @param evaluateEvery distance of the windows' ends, and length of a sub-window
 * @param stay how long a hot key stays hot
 * @param capacity memory of one partition
 */
public record HotKeyConfig(
    HotThreshold threshold,
    List<Duration> windows,
    Duration evaluateEvery,
    Stay stay,
    Capacity capacity) {

  /** The defaults: windows of 10 s and 60 s, judged every 200 ms. */
  public static final HotKeyConfig DEFAULT =
      new HotKeyConfig(
          HotThreshold.DEFAULT,
          List.of(Duration.ofSeconds(10), Duration.ofSeconds(60)),
          Duration.ofMillis(200),
          Stay.DEFAULT,
          Capacity.DEFAULT);

  /** Refuses windows that do not end on the grid. */
  public HotKeyConfig {
    windows = windows.stream().sorted().distinct().toList();
    if (evaluateEvery.toMillis() < 1) {
      throw new IllegalArgumentException("hot-keys.evaluate-every must be >= 1 ms");
    }
    if (windows.isEmpty()) {
      throw new IllegalArgumentException("hot-keys.windows must name one window or more");
    }
    for (Duration window : windows) {
      if (window.toMillis() < 1 || window.toMillis() % evaluateEvery.toMillis() != 0) {
        throw new IllegalArgumentException(
            "hot-keys.windows must be multiples of evaluate-every "
                + evaluateEvery
                + ": "
                + window);
      }
    }
  }

  /** Returns these settings with another threshold. */
  public HotKeyConfig with(HotThreshold other) {
    return new HotKeyConfig(other, windows, evaluateEvery, stay, capacity);
  }

  /** Returns these settings with other windows. */
  public HotKeyConfig withWindows(List<Duration> others) {
    return new HotKeyConfig(threshold, others, evaluateEvery, stay, capacity);
  }

  /** Returns these settings with another capacity. */
  public HotKeyConfig with(Capacity other) {
    return new HotKeyConfig(threshold, windows, evaluateEvery, stay, other);
  }

  /** The lengths of the windows, milliseconds, ascending. */
  long[] windowsMs() {
    return windows.stream().mapToLong(Duration::toMillis).toArray();
  }

  /**
   * How long a hot key stays hot.
   *
   * @param minimum it stays at least this long
   * @param hold an announcement is good for this long unless renewed
   * @param renewEvery announcements are renewed this often
   * @param exit it stays while it reaches this fraction of the threshold, above 0 to 1
   */
  public record Stay(Duration minimum, Duration hold, Duration renewEvery, double exit) {
    /** The defaults: 10 s at least, held 30 s, renewed every 10 s, exit at half the threshold. */
    public static final Stay DEFAULT =
        new Stay(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(10), 0.5);

    /** Refuses announcements that would end before they are renewed. */
    public Stay {
      if (minimum.isNegative()) {
        throw new IllegalArgumentException("hot-keys.minimum-stay must be >= 0: " + minimum);
      }
      if (renewEvery.toMillis() < 1 || renewEvery.compareTo(hold) >= 0) {
        throw new IllegalArgumentException(
            "hot-keys.renew-every must be > 0 and below hold " + hold + ": " + renewEvery);
      }
      if (minimum.compareTo(hold) > 0) {
        throw new IllegalArgumentException(
            "hot-keys.minimum-stay must not exceed hold " + hold + ": " + minimum);
      }
      if (!(exit > 0 && exit <= 1)) {
        throw new IllegalArgumentException("hot-keys.exit must be above 0, to 1: " + exit);
      }
    }
  }

  /**
   * Memory of one partition. When it is full, the keys with the fewest reads are forgotten.
   *
   * @param maxKeys distinct keys in the longest window
   * @param maxCounters counters in all sub-windows together, 16 to 40 bytes each
   * @param maxSources services that an announcement names
   */
  public record Capacity(int maxKeys, int maxCounters, int maxSources) {
    /** The defaults: 65,536 keys, 524,288 counters, 8 services. */
    public static final Capacity DEFAULT = new Capacity(1 << 16, 1 << 19, 8);

    /** Refuses a capacity in which nothing could be found. */
    public Capacity {
      if (maxKeys < 16 || maxCounters < 16) {
        throw new IllegalArgumentException(
            "hot-keys.max-keys and max-counters must be >= 16: " + maxKeys + ", " + maxCounters);
      }
      if (maxSources < 0) {
        throw new IllegalArgumentException("hot-keys.max-sources must be >= 0: " + maxSources);
      }
    }
  }
}
