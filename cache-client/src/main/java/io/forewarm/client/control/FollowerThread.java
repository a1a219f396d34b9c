package io.forewarm.client.control;

import io.forewarm.client.events.Outage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows topics with a thread of its own until closed: waits for the broker and the topics for as
 * long as it takes, and replaces a consumer that has failed by another.
 */
final class FollowerThread {
  private static final Logger LOG = LoggerFactory.getLogger(FollowerThread.class);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration LEAVE = Duration.ofMillis(400);

  /** What is done with the consumers; all of it on the thread. */
  interface Following {
    /** Says what stands in the way of beginning, such as a topic that is missing. */
    Optional<String> obstacle(Consumer<byte[], byte[]> opened);

    /** Begins, or goes on where it was. */
    Session begin(Consumer<byte[], byte[]> opened);

    /** Time has passed while nothing could be followed. */
    default void passed() {}
  }

  /** The life of one consumer. */
  interface Session {
    /** Reads what has come, after a short wait at most. */
    void turn() throws InterruptedException;

    /** Ends, in order or after an error. */
    default void finish() {}
  }

  private final String name;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Outage outage;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable Consumer<byte[], byte[]> consumer;
  private @Nullable Thread thread;

  /**
   * Prepares.
   *
   * @param name of the thread
   * @param consumers makes one after the other; they are closed here
   * @param outage told of errors and of their end
   */
  FollowerThread(String name, Supplier<Consumer<byte[], byte[]>> consumers, Outage outage) {
    this.name = name;
    this.consumers = consumers;
    this.outage = outage;
  }

  /** Begins to follow. False: it has begun already, or is closed. */
  synchronized boolean start(Following following) {
    if (thread != null || closed()) {
      return false;
    }
    Thread started = new Thread(() -> run(following), name);
    started.setDaemon(true);
    started.start();
    thread = started;
    return true;
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }

  private void run(Following following) {
    try {
      do {
        withConsumer(following);
      } while (pause(following));
    } catch (InterruptedException e) {
      LOG.debug("Interrupted: {} ends", name);
    }
  }

  private void withConsumer(Following following) throws InterruptedException {
    Consumer<byte[], byte[]> opened = null;
    try {
      opened = consumers.get();
      consumer = opened;
      follow(following, opened);
    } catch (WakeupException e) {
      LOG.debug("Woken to close");
    } catch (RuntimeException e) {
      outage.failed(e);
    } finally {
      consumer = null;
      if (opened != null) {
        opened.close(CloseOptions.timeout(LEAVE));
      }
    }
  }

  private void follow(Following following, Consumer<byte[], byte[]> opened)
      throws InterruptedException {
    Optional<String> obstacle = following.obstacle(opened);
    while (obstacle.isPresent()) {
      outage.failed(obstacle.get());
      if (!pause(following)) {
        return;
      }
      obstacle = following.obstacle(opened);
    }
    Session session = following.begin(opened);
    outage.worked();
    try {
      while (!closed()) {
        session.turn();
      }
    } finally {
      session.finish();
    }
  }

  /** Waits before the next try; false: there is none. */
  private boolean pause(Following following) throws InterruptedException {
    if (closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
      return false;
    }
    try {
      following.passed();
    } catch (RuntimeException e) {
      outage.failed(e);
    }
    return true;
  }

  /** Stops following, and waits for the end of the thread. */
  synchronized void close(Duration limit) {
    closing.countDown();
    Consumer<byte[], byte[]> opened = consumer;
    if (opened != null) {
      opened.wakeup();
    }
    Thread started = thread;
    if (started != null) {
      try {
        started.join(limit.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
