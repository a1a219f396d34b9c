package io.forewarm.local.load;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Offers operations to a cache in an open loop: each starts when it is due, however slow those
 * before it are, and its latency runs from then (no coordinated omission). Reads and writes have
 * their own threads, so that writes that wait for a dead broker hold up no read.
 */
public final class LoadDriver implements AutoCloseable {
  private final Target target;
  private final Origin origin;
  private final ReadPolicy policy;
  private final LoadClock clock;
  private final ThreadPoolExecutor readers;
  private final ThreadPoolExecutor writers;
  private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();

  /**
   * Starts no work yet.
   *
   * @param ttl after which a value counts as out of date
   */
  public LoadDriver(Target target, Origin origin, Duration ttl, LoadClock clock, Lanes lanes) {
    this.target = target;
    this.origin = origin;
    this.policy = new ReadPolicy(ttl);
    this.clock = clock;
    this.readers = pool("load-read", lanes.readers());
    this.writers = pool("load-write", lanes.writers());
  }

  /** Waits while the arrivals become due and starts each in time; returns when all were started. */
  public void offer(Iterator<Arrival> arrivals, Tally tally) {
    long start = clock.now();
    while (arrivals.hasNext() && !Thread.currentThread().isInterrupted()) {
      Arrival arrival = arrivals.next();
      long due = start + arrival.atNanos();
      clock.sleepUntil(due);
      Operation operation = arrival.operation();
      if (operation.write()) {
        writers.execute(() -> write(operation, tally));
      } else {
        readers.execute(() -> read(operation, due, tally));
      }
    }
  }

  /** Waits until everything that was started has ended; false if it did not in time. */
  public boolean finish(Duration limit) throws InterruptedException {
    readers.shutdown();
    writers.shutdown();
    long until = System.nanoTime() + limit.toNanos();
    return readers.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS)
        && writers.awaitTermination(until - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  /** The first error of a read or write, to be shown; null if there was none. */
  public @Nullable Throwable firstFailure() {
    return firstFailure.get();
  }

  private void read(Operation operation, long due, Tally tally) {
    OriginKey key = origin.key(operation.key());
    key.read();
    long completed = key.completed();
    long began = clock.now();
    ReadVerdict verdict;
    try {
      byte[] value = target.read(operation);
      if (value == null) {
        throw new IllegalStateException("the cache has no value of " + operation.key());
      }
      verdict = policy.judge(operation.key(), StampedValue.of(value), began, completed);
    } catch (Exception e) {
      firstFailure.compareAndSet(null, e);
      verdict = ReadVerdict.FAILED;
    }
    tally.read(verdict, clock.now() - due);
  }

  private void write(Operation operation, Tally tally) {
    boolean failed = false;
    try {
      origin.key(operation.key()).complete(target.write(operation));
    } catch (Exception e) {
      firstFailure.compareAndSet(null, e);
      failed = true;
    }
    tally.write(failed);
  }

  /** Ends what is still running. */
  @Override
  public void close() {
    readers.shutdownNow();
    writers.shutdownNow();
  }

  private static ThreadPoolExecutor pool(String name, int threads) {
    return new ThreadPoolExecutor(
        threads,
        threads,
        1,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        work -> {
          Thread thread = new Thread(work, name);
          thread.setDaemon(true);
          return thread;
        });
  }
}
