package io.forewarm.client;

import io.forewarm.client.control.ControlListener;
import io.forewarm.client.control.ControlLog;
import io.forewarm.client.redis.ValueStore;
import io.forewarm.client.redis.Voided;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What a client without Kafka follows: which tags and prefixes were made void, asked of Redis four
 * times a second. The watermark is the last millisecond of Redis that was over at the last
 * question, so that a value whose load began before an answer that names its tag is stale. It
 * proves nothing about single keys: near entries live for {@code maxStaleness} and no longer.
 */
final class RedisVoidLog implements ControlLog {
  private static final long INTERVAL_MILLIS = 250;

  private final ValueStore store;
  private final CountDownLatch current = new CountDownLatch(1);
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "forewarm-voided");
            thread.setDaemon(true);
            return thread;
          });
  private volatile long watermark;

  RedisVoidLog(ValueStore store) {
    this.store = store;
  }

  @Override
  public void start(ControlListener listener) {
    timer.scheduleWithFixedDelay(() -> ask(listener), 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void ask(ControlListener listener) {
    Voided voided;
    try {
      voided = Answers.await(store.voidedSince(watermark + 1));
    } catch (RuntimeException e) {
      return; // Redis is away, and with it every value that could be stale
    }
    voided.names().forEach(listener::voided);
    watermark = voided.asOf() - 1; // that millisecond may still bring more
    if (current.getCount() > 0) {
      listener.current();
      current.countDown();
    }
  }

  @Override
  public long watermarkNanos() {
    return NEVER;
  }

  @Override
  public long watermarkMillis() {
    return watermark;
  }

  /** One script of Redis gives all of these times, none of them twice. */
  @Override
  public long watermarkMillis(long voidedAt) {
    return Math.max(watermark, voidedAt);
  }

  @Override
  public boolean awaitCurrent(Duration limit) throws InterruptedException {
    return current.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
