package io.forewarm.streams.invalidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.CacheException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A master of a cluster dies under load, and with it the last writes, which its replica never got.
 * The worker finds out and applies them again.
 */
@Tag("proof")
class ClusterFailoverTest {
  private static final int LOST = 200;
  private static final int WRITES_BEFORE = 600;
  private static final long SEED = Long.getLong("forewarm.seed", 7);

  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger failedReads = new AtomicInteger();
  private volatile boolean stopped;

  @Test
  void noLostWriteIsSeenOnceTheWorkerHasAppliedThemAgain() throws Exception {
    try (FailoverLab lab = new FailoverLab(InvalidationConfig.DEFAULT)) {
      assertThat(failOver(lab)).as("stale values after the replay, seed %d", SEED).isEmpty();
    }
  }

  @Test
  void withoutTheReplayLostWritesAreSeen() throws Exception {
    try (FailoverLab lab = new FailoverLab(InvalidationLab.replaying(Duration.ZERO))) {
      assertThat(failOver(lab)).as("stale values without a replay, seed %d", SEED).isNotEmpty();
    }
  }

  /** Returns what is stale when the worker goes on. */
  private Collection<String> failOver(FailoverLab lab) throws Exception {
    List<String> doomed = lab.ids(LOST, true);
    List<String> others = lab.ids(LOST, false);
    List<String> all = Stream.concat(doomed.stream(), others.stream()).toList();
    assertThat(lab.stale(all)).isEmpty();
    List<Future<RecordMetadata>> before = new ArrayList<>();
    for (int i = 0; i < WRITES_BEFORE; i++) {
      before.add(lab.write(all.get(i % all.size())));
    }
    lab.settle(before);
    assertThat(lab.stale(all)).isEmpty();
    List<Thread> traffic = List.of(read(lab, 0, all), read(lab, 1, all), write(lab, others));

    lab.cutReplica();
    long cut = System.nanoTime();
    List<Future<RecordMetadata>> lost = new ArrayList<>();
    for (String id : doomed) {
      if (id.hashCode() % 4 == 0) {
        lab.update(id);
      } else {
        lost.add(lab.write(id));
      }
    }
    lab.settle(lost);
    lab.killMaster();
    long died = System.currentTimeMillis();
    System.out.printf("replica cut for %d ms%n", (System.nanoTime() - cut) / 1_000_000);

    FailoverTimes times = FailoverTimes.watch(lab, died);
    Collection<String> stale = lab.stale(doomed);
    stopped = true;
    for (Thread thread : traffic) {
      thread.join();
    }
    lab.settle(List.of(lab.write(others.get(0)), lab.write(doomed.get(0))));
    stale.addAll(lab.stale(all));
    System.out.printf(
        "%s, %d reads, %d failed, %d stale afterwards%n",
        times, reads.get(), failedReads.get(), stale.size());
    assertThat(reads.get()).isGreaterThan(LOST);
    return stale;
  }

  private Thread read(FailoverLab lab, int reader, List<String> ids) {
    Random random = new Random(SEED + reader);
    return start(
        () -> {
          try {
            reads.incrementAndGet();
            lab.readers.get(reader).get(ids.get(random.nextInt(ids.size())));
          } catch (CacheException e) {
            failedReads.incrementAndGet();
          }
        });
  }

  private Thread write(FailoverLab lab, List<String> ids) {
    Random random = new Random(SEED - 1);
    return start(() -> lab.write(ids.get(random.nextInt(ids.size()))));
  }

  private Thread start(Runnable turn) {
    Thread thread =
        new Thread(
            () -> {
              while (!stopped) {
                turn.run();
                LockSupport.parkNanos(2_000_000);
              }
            },
            "failover-traffic");
    thread.start();
    return thread;
  }
}
