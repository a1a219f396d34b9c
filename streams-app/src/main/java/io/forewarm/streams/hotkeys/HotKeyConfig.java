package io.forewarm.streams.hotkeys;

import java.time.Duration;
import java.util.List;

/**
 * When a key counts as hot, for how long, and how much memory finding out may take.
 *
 * @param threshold where no rule says otherwise
 * @param windows lengths of the sliding windows, ascending, multiples of {@code evaluateEvery}
 * @param evaluateEvery distance of the windows' ends, and length of a sub-window
 * @param lateness how long after the end of a window reports of it may still come, multiples of
 *     {@code evaluateEvery}: the window is judged only then. Zero where timestamps are the broker's
 * @param stay how long a hot key stays hot
 * @param replicas how many replicas a hot key should have
 * @param capacity memory of one partition
 */
public record HotKeyConfig(
    HotThreshold threshold,
    List<Duration> windows,
    Duration evaluateEvery,
    Duration lateness,
    Stay stay,
    Replicas replicas,
    Capacity capacity) {

  /** The defaults: windows of 10 s and 60 s, judged every 200 ms. */
  public static final HotKeyConfig DEFAULT =
      new HotKeyConfig(
          HotThreshold.DEFAULT,
          List.of(Duration.ofSeconds(10), Duration.ofSeconds(60)),
          Duration.ofMillis(200),
          Duration.ZERO,
          Stay.DEFAULT,
          Replicas.DEFAULT,
          Capacity.DEFAULT);

  /** Refuses windows that do not end on the grid. */
  public HotKeyConfig {
    windows = windows.stream().sorted().distinct().toList();
    if (evaluateEvery.toMillis() < 1) {
      throw new IllegalArgumentException("hot-keys.evaluate-every must be >= 1 ms");
    }
    if (lateness.isNegative() || lateness.toMillis() % evaluateEvery.toMillis() != 0) {
      throw new IllegalArgumentException(
          "hot-keys.lateness must be a multiple of evaluate-every "
              + evaluateEvery
              + ": "
              + lateness);
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
    return new HotKeyConfig(other, windows, evaluateEvery, lateness, stay, replicas, capacity);
  }

  /** Returns these settings with other windows. */
  public HotKeyConfig withWindows(List<Duration> others) {
    return new HotKeyConfig(threshold, others, evaluateEvery, lateness, stay, replicas, capacity);
  }

  /** Returns these settings with another capacity. */
  public HotKeyConfig with(Capacity other) {
    return new HotKeyConfig(threshold, windows, evaluateEvery, lateness, stay, replicas, other);
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
   * How many replicas a hot key should have in Redis.
   *
   * @param readsPerSecond that one copy of a key should take at most, above 0
   * @param most replicas of a key besides home, 0 or more
   * @param fall a replica is given up once the copies that are left take at most this fraction of
   *     {@code readsPerSecond}, above 0 to 1
   */
  public record Replicas(double readsPerSecond, int most, double fall) {
    /** The defaults: 2,000 reads a second, 7 replicas, fall at 70 %. */
    public static final Replicas DEFAULT = new Replicas(2000, 7, 0.7);

    /** Refuses what no number of replicas could hold. */
    public Replicas {
      if (!(readsPerSecond > 0)) {
        throw new IllegalArgumentException(
            "hot-keys.replicas.reads-per-second must be > 0: " + readsPerSecond);
      }
      if (most < 0) {
        throw new IllegalArgumentException("hot-keys.replicas.most must be >= 0: " + most);
      }
      if (!(fall > 0 && fall <= 1)) {
        throw new IllegalArgumentException("hot-keys.replicas.fall must be above 0, to 1: " + fall);
      }
    }
  }

  /**
   * Memory of one partition. When it is full, the keys with the least heat are forgotten.
   *
   * @param maxKeys distinct keys in the longest window, 16 to 4,194,304
   * @param maxBytes of the counts, the names and the tables; the rows that are kept for a restart
   *     take about as much again
   * @param maxNameBytes of them, those of the names and readers of keys that may be hot, 4,096 or
   *     more: of the others only a hash is known
   * @param maxSources services, and instances, that an announcement names
   */
  public record Capacity(int maxKeys, long maxBytes, long maxNameBytes, int maxSources) {
    /** The defaults: 65,536 keys, 12 MiB, 3 MiB for names, 8 services. */
    public static final Capacity DEFAULT = new Capacity(1 << 16, 12 << 20, 3 << 20, 8);

    /** Refuses a capacity in which nothing could be found. */
    public Capacity {
      if (maxKeys < 16 || maxKeys > KeyTable.MOST) {
        throw new IllegalArgumentException(
            "hot-keys.max-keys must be 16 to " + KeyTable.MOST + ": " + maxKeys);
      }
      if (maxNameBytes < 1 << 12 || maxNameBytes >= maxBytes) {
        throw new IllegalArgumentException(
            "hot-keys.max-name-bytes must be >= 4096 and below max-bytes: " + maxNameBytes);
      }
      if (maxBytes < 1 << 14) {
        throw new IllegalArgumentException("hot-keys.max-bytes must be >= 16384: " + maxBytes);
      }
      if (maxSources < 0) {
        throw new IllegalArgumentException("hot-keys.max-sources must be >= 0: " + maxSources);
      }
    }
  }
}
