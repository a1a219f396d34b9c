package io.forewarm.local.replay;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.RegionReads;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BiConsumer;

/**
 * Makes reports of the reads of a trace, as a few clients would, and delivers them as a disturbed
 * log does: late, and some of them twice. A report keeps the time of its reads.
 */
final class TraceReports {
  private static final int CLIENTS = 8;
  private static final int MOST_READS = 100;
  private static final long LONGEST_MS = 1_000;

  private final HotKeyTrialConfig config;
  private final Random random;
  private final BiConsumer<Long, AccessReport> log;
  private final PriorityQueue<Sent> underWay =
      new PriorityQueue<>(Comparator.comparingLong(Sent::arrives).thenComparing(Sent::number));
  private final Map<String, Long> reads = new HashMap<>();
  private final long[] sequences = new long[CLIENTS];
  private long count;
  private long first;
  private long last;
  private long number;

  private record Sent(long arrives, long number, long timestamp, AccessReport report) {}

  /** Delivers to a log, which takes times and reports. */
  TraceReports(HotKeyTrialConfig config, BiConsumer<Long, AccessReport> log) {
    this.config = config;
    this.random = new Random(config.disturbance().seed());
    this.log = log;
  }

  /** Takes a read: all reads of a report are of one sub-window. */
  void read(long time, String key) {
    if (count == MOST_READS || (count > 0 && !fits(time))) {
      flush();
    }
    first = count == 0 ? time : first;
    last = time;
    count++;
    reads.merge(CacheKey.of(Replay.REGION, key), 1L, Long::sum);
  }

  private boolean fits(long time) {
    long apart = config.byRequests() ? config.slide() : Math.min(LONGEST_MS, config.slide());
    return time >= first
        && Math.floorDiv(time, config.slide()) == Math.floorDiv(first, config.slide())
        && time - first < apart;
  }

  private void flush() {
    List<KeyAccess> keys = new ArrayList<>(reads.size());
    reads.forEach(
        (key, times) -> keys.add(KeyAccess.newBuilder().setKey(key).setReads(times).build()));
    int client = (int) (number % CLIENTS);
    AccessReport report =
        new AccessReport(
            "client-" + client,
            Replay.REGION,
            0,
            List.of(new RegionReads(Replay.REGION, count)),
            keys,
            sequences[client]++);
    send(report);
    if (random.nextDouble() < config.disturbance().duplicate()) {
      send(report);
    }
    reads.clear();
    count = 0;
  }

  private void send(AccessReport report) {
    long shuffle = config.disturbance().shuffle();
    long delay = shuffle == 0 ? 0 : random.nextLong(shuffle + 1);
    underWay.add(new Sent(last + delay, number++, last, report));
    deliver(last);
  }

  private void deliver(long until) {
    for (Sent next = underWay.peek();
        next != null && next.arrives() <= until;
        next = underWay.peek()) {
      underWay.remove();
      log.accept(next.timestamp(), next.report());
    }
  }

  /** Delivers what is left. */
  void finish() {
    if (count > 0) {
      flush();
    }
    deliver(Long.MAX_VALUE);
  }
}
