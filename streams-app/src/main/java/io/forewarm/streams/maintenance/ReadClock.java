package io.forewarm.streams.maintenance;

import java.util.Map;
import java.util.TreeMap;

/** Which time of the brokers was which time of the policy, which counts reads. Of one thread. */
final class ReadClock {
  private static final long APART_MILLIS = 250;
  private static final int MOST = 4_096;

  private final TreeMap<Long, Long> reads = new TreeMap<>();

  /**
   * Notes how many reads had been told of at a time; what comes out of order is left out.
   *
   * @param at broker time, milliseconds since 1970
   */
  void note(long at, long told) {
    if (reads.isEmpty() || at >= reads.lastKey() + APART_MILLIS) {
      reads.put(at, told);
      if (reads.size() > MOST) {
        reads.pollFirstEntry();
      }
    }
  }

  /** Returns how many reads had been told of by then; 0 if that is too long ago. */
  long at(long time) {
    Map.Entry<Long, Long> then = reads.floorEntry(time);
    return then == null ? 0 : then.getValue();
  }
}
