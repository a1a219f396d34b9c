package io.forewarm.streams.hotkeys;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which reports of each client have come, by their numbers: a producer that repeats a request
 * leaves the same report twice. Remembers the last 64 numbers of the clients heard last.
 */
final class RecentReports {
  /** The most clients. */
  static final int MOST_CLIENTS = 4096;

  private static final int ENTRY_BYTES = 120;

  private final LinkedHashMap<Long, Seen> clients = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Long, Seen> news = new LinkedHashMap<>();

  /**
   * The numbers that came from one client.
   *
   * @param highest of them
   * @param before bit i says whether {@code highest - 1 - i} came
   */
  record Seen(long highest, long before) {
    private boolean has(long number) {
      long back = highest - number;
      return back == 0 || (back > 0 && back <= Long.SIZE && ((before >>> (back - 1)) & 1) == 1);
    }

    private Seen with(long number) {
      long up = number - highest;
      if (up > 0) {
        long shifted = up > Long.SIZE ? 0 : ((before << (up - 1)) << 1) | (1L << (up - 1));
        return new Seen(number, shifted);
      }
      return -up > Long.SIZE ? this : new Seen(highest, before | (1L << (-up - 1)));
    }
  }

  /** Whether a report of a client, known by a hash of its name, came now for the first time. */
  boolean isFirst(long client, long number) {
    if (number < 0) {
      return true;
    }
    Seen seen = clients.get(client);
    if (seen != null && seen.has(number)) {
      return false;
    }
    put(client, seen == null ? new Seen(number, 0) : seen.with(number));
    return true;
  }

  private void put(long client, Seen seen) {
    clients.put(client, seen);
    news.put(client, seen);
    if (clients.size() > MOST_CLIENTS) {
      Long eldest = clients.keySet().iterator().next();
      clients.remove(eldest);
      news.remove(eldest);
    }
  }

  /** Takes back what was saved. */
  void restore(long client, Seen seen) {
    put(client, seen);
    news.remove(client);
  }

  /** Returns what has changed since the last call. */
  Map<Long, Seen> news() {
    Map<Long, Seen> changed = new LinkedHashMap<>(news);
    news.clear();
    return changed;
  }

  /** Bytes of memory. */
  long bytes() {
    return Footprint.OBJECT + (long) ENTRY_BYTES * (clients.size() + news.size());
  }
}
