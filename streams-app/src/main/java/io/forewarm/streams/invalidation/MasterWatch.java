package io.forewarm.streams.invalidation;

import io.forewarm.client.redis.ValueStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that another Redis has become master, or the same one has started anew: replication is
 * asynchronous, so it may have lost the last invalidations. Safe for concurrent use.
 */
final class MasterWatch {
  private static final Logger LOG = LoggerFactory.getLogger(MasterWatch.class);

  private final ValueStore store;
  private volatile Seen last = new Seen("", 0);

  /**
   * What Redis has said.
   *
   * @param master identity of the master, or masters; empty before the first answer
   * @param answers how often it has answered
   */
  record Seen(String master, long answers) {}

  MasterWatch(ValueStore store) {
    this.store = store;
  }

  /** Identity of the master, or masters, when last asked; empty before the first answer. */
  String current() {
    return last.master();
  }

  /** What Redis said when it last answered. */
  Seen last() {
    return last;
  }

  /** Asks Redis who is master; the future fails if Redis does not say. */
  CompletableFuture<Void> check() {
    return store.masterId().thenAccept(this::seen);
  }

  /** Asks until Redis answers. */
  void awaitCheck() throws InterruptedException {
    Backoff backoff = new Backoff();
    while (true) {
      try {
        check().get();
        return;
      } catch (ExecutionException e) {
        LOG.debug("redis does not say who is master", e.getCause());
        backoff.await();
      }
    }
  }

  private synchronized void seen(String master) {
    Seen before = last;
    if (!before.master().isEmpty() && !before.master().equals(master)) {
      LOG.warn("redis has another master was={} is={}", before.master(), master);
    }
    last = new Seen(master, before.answers() + 1);
  }
}
