package io.forewarm.benchmarks.invalidation;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/**
 * When each of a series of writes was appended, took effect in Redis, and in the last client. Keys
 * are written in turn; what happens to a key is taken for the effect of its last write, and only
 * the first time. Times are microseconds since 1970. Safe for concurrent use.
 */
final class WriteTimes {
  private final int keys;
  private final int allClients;
  private final AtomicLongArray appended;
  private final AtomicLongArray inRedis;
  private final AtomicLongArray inClients;
  private final AtomicIntegerArray heard;
  private final AtomicInteger begun = new AtomicInteger();

  /**
   * Prepares.
   *
   * @param clients 1 to 31
   */
  WriteTimes(int writes, int keys, int clients) {
    this.keys = keys;
    this.allClients = (1 << clients) - 1;
    this.appended = new AtomicLongArray(writes);
    this.inRedis = new AtomicLongArray(writes);
    this.inClients = new AtomicLongArray(writes);
    this.heard = new AtomicIntegerArray(writes);
  }

  /** A write of key {@code write % keys} is about to be published. */
  void begin(int write) {
    begun.set(write + 1);
  }

  /** The broker has appended a write. */
  void appended(int write, long at) {
    appended.set(write, at);
  }

  /** The value of a key was made void in Redis. */
  void inRedis(int key, long at) {
    int write = last(key);
    if (write >= 0) {
      inRedis.compareAndSet(write, 0, at);
    }
  }

  /** A client was told that a key is void, and has dropped it. */
  void inClient(int client, int key, long at) {
    int write = last(key);
    if (write < 0) {
      return;
    }
    int before = heard.getAndUpdate(write, mask -> mask | 1 << client);
    if (before != allClients && (before | 1 << client) == allClients) {
      inClients.set(write, at);
    }
  }

  private int last(int key) {
    int newest = begun.get() - 1;
    return newest - Math.floorMod(newest - key, keys);
  }

  /** How many of the first writes are in effect everywhere. */
  long done(int writes) {
    return IntStream.range(0, writes)
        .filter(write -> inRedis.get(write) > 0 && inClients.get(write) > 0)
        .count();
  }

  /**
   * Lags of Redis behind the append of writes, ms, ascending; infinite where there is no effect.
   */
  double[] redisLags(int from, int to) {
    return lags(inRedis, from, to);
  }

  /** Lags of the last client behind the append of writes, as {@link #redisLags}. */
  double[] clientLags(int from, int to) {
    return lags(inClients, from, to);
  }

  private double[] lags(AtomicLongArray effects, int from, int to) {
    double[] lags =
        IntStream.range(from, to)
            .mapToDouble(
                write ->
                    effects.get(write) == 0
                        ? Double.POSITIVE_INFINITY
                        : Math.max(0, effects.get(write) - appended.get(write)) / 1_000.0)
            .toArray();
    Arrays.sort(lags);
    return lags;
  }

  /** Writes a second, by the broker's time. */
  double rate(int from, int to) {
    return (to - from - 1) * 1e6 / Math.max(1, appended.get(to - 1) - appended.get(from));
  }
}
