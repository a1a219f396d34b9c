package io.forewarm.benchmarks.tags;

import io.forewarm.client.Region;
import io.forewarm.local.load.LoadClock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Reads a sample of keys of one client, half of them near and half in Redis, until none is from
 * before a write.
 */
final class TagEffect implements Callable<Long> {
  private static final int READS_TO_BE_NEAR = 25;

  private final TagClient client;
  private final List<Integer> near;
  private final List<Integer> inRedis;
  private final Region<Integer, byte[]> redis;
  private final CountDownLatch reading = new CountDownLatch(1);
  private volatile long wanted;

  /**
   * Prepares.
   *
   * @param firstKey of the sample, which no other client reads
   */
  TagEffect(TagClient client, int firstKey, int sample) {
    this.client = client;
    this.near = IntStream.range(firstKey, firstKey + sample / 2).boxed().toList();
    this.inRedis = IntStream.range(firstKey + sample / 2, firstKey + sample).boxed().toList();
    this.redis = TagClient.redis(client.tagged);
  }

  /** Brings the sample to where it is read. */
  void warm(long next) {
    wanted = next;
    client.warm(client.tagged, near, READS_TO_BE_NEAR);
    client.warm(redis, inRedis, 1);
  }

  /** Returns when it has read stale values, and will see the write. */
  void awaitReading() throws InterruptedException {
    if (!reading.await(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("a client does not read: is the machine overloaded?");
    }
  }

  /** Returns when the last read began that brought a value from before the write, microseconds. */
  @Override
  public Long call() {
    long last = 0;
    long stale;
    do {
      stale = Math.max(lastStale(client.tagged, near), lastStale(redis, inRedis));
      last = Math.max(last, stale);
      reading.countDown();
    } while (stale > 0);
    return last;
  }

  private long lastStale(Region<Integer, byte[]> region, List<Integer> keys) {
    long last = 0;
    for (Integer key : keys) {
      long began = LoadClock.SYSTEM.now();
      if (TagClient.generation(region.get(key)) < wanted) {
        last = began;
      }
    }
    return TimeUnit.NANOSECONDS.toMicros(last);
  }
}
