package io.forewarm.local.load;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches a run: a progress line and a sample of Redis' memory each second. */
public final class RunWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);
  private static final int WATCHERS = 2;

  private final ScheduledExecutorService watchers;
  private final AtomicLong mostMemory = new AtomicLong();

  /**
   * Begins to watch.
   *
   * @param run its name, at the start of each line
   * @param memory gives the bytes that Redis uses; may block, then no sample is taken meanwhile
   * @param lines takes the progress lines
   */
  public RunWatch(
      String run, Tally tally, LoadClock clock, LongSupplier memory, Consumer<String> lines) {
    watchers =
        Executors.newScheduledThreadPool(
            WATCHERS,
            work -> {
              Thread thread = new Thread(work, "load-watch");
              thread.setDaemon(true);
              return thread;
            });
    ProgressLine progress = new ProgressLine(run, clock);
    everySecond(1, () -> lines.accept(progress.next(tally.mark())));
    everySecond(0, () -> mostMemory.accumulateAndGet(memory.getAsLong(), Math::max));
  }

  private void everySecond(int firstIn, Runnable work) {
    var unused = watchers.scheduleAtFixedRate(() -> attempt(work), firstIn, 1, TimeUnit.SECONDS);
  }

  /** A schedule would end with the first error, such as that of a Redis that is away. */
  private static void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.debug("nothing to watch this second", e);
    }
  }

  /** The most memory that was seen, bytes; 0 before the first sample. */
  public long mostMemory() {
    return mostMemory.get();
  }

  /** Ends watching. */
  @Override
  public void close() {
    watchers.shutdownNow();
  }
}
