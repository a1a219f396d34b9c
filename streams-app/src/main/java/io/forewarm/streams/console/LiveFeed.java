package io.forewarm.streams.console;

import io.javalin.http.sse.SseClient;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is shown to the pages that are open, once a second, as server-sent events: it is made
 * once for all of them, and not at all while none is open. A page that does not take one event is
 * left out of the next; it keeps nobody else waiting.
 */
final class LiveFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
  private static final long PERIOD_MILLIS = 1000;
  private static final int MOST_PAGES = 200;
  private static final int SENDERS = 8;
  private static final String EVENT = "state";

  private final Supplier<String> state;
  private final Map<SseClient, AtomicBoolean> busy = new ConcurrentHashMap<>();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "forewarm-feed"));
  private final ThreadPoolExecutor senders =
      new ThreadPoolExecutor(
          0,
          SENDERS,
          30,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> daemon(task, "forewarm-feed-sender"));

  /** Sends what a supplier returns, which is JSON on one line. */
  LiveFeed(Supplier<String> state) {
    this.state = state;
    ticker.scheduleWithFixedDelay(this::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Takes a page that was opened; above 200 it is told to come back later. */
  void open(SseClient page) {
    if (busy.size() >= MOST_PAGES) {
      page.sendComment("200 pages are open: try again later");
      page.close();
      return;
    }
    page.keepAlive();
    page.onClose(() -> busy.remove(page));
    busy.put(page, new AtomicBoolean());
    page.sendEvent(EVENT, state.get());
  }

  private void tick() {
    if (busy.isEmpty()) {
      return;
    }
    try {
      String now = state.get();
      busy.forEach((page, sending) -> send(page, sending, now));
    } catch (RuntimeException e) {
      LOG.warn("the pages that are open are not told what happens", e);
    }
  }

  private void send(SseClient page, AtomicBoolean sending, String now) {
    if (!sending.compareAndSet(false, true)) {
      return;
    }
    try {
      senders.execute(
          () -> {
            try {
              page.sendEvent(EVENT, now);
            } finally {
              sending.set(false);
            }
          });
    } catch (RejectedExecutionException e) {
      sending.set(false);
    }
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    busy.keySet().forEach(SseClient::close);
    senders.shutdownNow();
  }
}
