package io.forewarm.client.events;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * The brokers' clocks as this process knows them. Each acknowledgement says: somewhere between
 * sending and acknowledging, the broker's clock showed this time. From that follows, for any broker
 * time, an own time at which it had not been reached yet. Knowledge fades: it loses a thousandth of
 * its age, as much as a clock may drift, and is dropped after 30 s, or at once when a newer one
 * contradicts it because the clock was set. Safe for concurrent use.
 */
public final class BrokerClock {
  /** Nothing is known. */
  public static final long UNKNOWN = Long.MIN_VALUE;

  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  /** Beyond it, nanoseconds since 1970 do not fit in a long. */
  private static final long MAX_MILLIS = Long.MAX_VALUE / MILLI / 2;

  private final LongSupplier nanos;
  private final long base;
  private final Map<TopicPartition, Origin> origins = new ConcurrentHashMap<>();
  private final FadingMax newest = new FadingMax();

  /** Takes this process's monotonic clock, {@link System#nanoTime}. */
  public BrokerClock(LongSupplier nanos) {
    this.nanos = nanos;
    this.base = nanos.getAsLong();
  }

  /**
   * Learns from an acknowledgement.
   *
   * @param partition whose leader stamped the record
   * @param sentNanos own time before the record was sent
   * @param ackNanos own time after the acknowledgement came
   * @param brokerMillis append time of the record
   */
  public void learn(TopicPartition partition, long sentNanos, long ackNanos, long brokerMillis) {
    if (brokerMillis <= 0 || brokerMillis > MAX_MILLIS) {
      return;
    }
    long sent = sentNanos - base;
    long acked = ackNanos - base;
    Origin origin = origins.computeIfAbsent(partition, unused -> new Origin());
    if (origin.narrow(brokerMillis, sent, acked)) {
      synchronized (newest) {
        newest.clear();
      }
    }
    heard(brokerMillis, ackNanos);
  }

  /**
   * Learns from a record that was read: by now the broker's clock is at least there.
   *
   * @param brokerMillis append time of the record
   * @param receivedNanos own time after it was received
   */
  public void heard(long brokerMillis, long receivedNanos) {
    if (brokerMillis <= 0 || brokerMillis > MAX_MILLIS) {
      return;
    }
    long received = receivedNanos - base;
    synchronized (newest) {
      newest.add(brokerMillis * MILLI - received, received);
    }
  }

  /**
   * Returns an own time, {@link System#nanoTime}, at which no broker known to this process had
   * reached a broker time yet; {@link #UNKNOWN} while no acknowledgement of the last 30 s tells.
   *
   * @param brokerMillis milliseconds since 1970
   */
  public long toNanos(long brokerMillis) {
    if (brokerMillis <= 0 || brokerMillis > MAX_MILLIS) {
      return UNKNOWN;
    }
    long now = nanos.getAsLong() - base;
    long earliest = Long.MAX_VALUE;
    boolean known = false;
    for (Origin origin : origins.values()) {
      long begin = origin.earliest(now);
      if (begin != FadingMax.NOTHING) {
        known = true;
        earliest = Math.min(earliest, begin);
      }
    }
    return known ? earliest + brokerMillis * MILLI + base : UNKNOWN;
  }

  /**
   * Returns a time that the brokers' clocks have reached by now, milliseconds since 1970: at most a
   * round trip behind them while there is traffic. {@link #UNKNOWN} if nothing was heard for 30 s.
   */
  public long nowMillis() {
    long now = nanos.getAsLong() - base;
    synchronized (newest) {
      long ahead = newest.best(now);
      return ahead == FadingMax.NOTHING ? UNKNOWN : Math.floorDiv(ahead + now, MILLI);
    }
  }

  /** Between which own times the clock of one partition's leader showed 0. */
  private static final class Origin {
    private final FadingMax earliest = new FadingMax();
    private final FadingMax latestNegated = new FadingMax();

    /**
     * Takes one more pair of bounds, each as old as the own time that it comes from; true: the
     * clock was set since the last one.
     */
    synchronized boolean narrow(long brokerMillis, long sent, long acked) {
      long from = sent - (brokerMillis + 1) * MILLI;
      long to = acked - brokerMillis * MILLI;
      long knownFrom = earliest.best(acked);
      long knownTo = latestNegated.best(acked);
      boolean set =
          (knownFrom != FadingMax.NOTHING && to < knownFrom)
              || (knownTo != FadingMax.NOTHING && from > -knownTo);
      if (set) {
        earliest.clear();
        latestNegated.clear();
      }
      earliest.add(from, sent);
      latestNegated.add(-to, acked);
      return set;
    }

    synchronized long earliest(long now) {
      return earliest.best(now);
    }
  }
}
