package io.forewarm.client.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.RegionReads;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every read that was counted is reported, once, however counting and flushing meet: counters are
 * held for long, found anew, dropped from the table and brought back meanwhile; near entries count
 * for their first thread and are replaced.
 */
class NoCountIsLostTest {
  private static final int THREADS = 4;
  private static final int KEYS = 64;
  private static final int READS = 400_000;

  private final CounterTable table = new CounterTable(Events.TOPICS.partitions(), KEYS / 2);
  private final AtomicLong overflowed = new AtomicLong();
  private final AccessLedger ledger =
      new AccessLedger(Events.config(50, KEYS / 2), table, () -> 0, overflowed::addAndGet, 0);
  private final AtomicReferenceArray<CountedHits> entries = new AtomicReferenceArray<>(KEYS);
  private long byKey;
  private long byRegion;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void howeverCountingAndFlushingMeet(long seed) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> counting = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      SplittableRandom random = new SplittableRandom(seed * 31 + thread);
      counting.add(threads.submit(() -> count(random)));
    }
    threads.shutdown();
    long now = 0;
    while (!threads.isTerminated()) {
      tell(now++, now % 3 == 0);
    }
    for (Future<?> each : counting) {
      each.get(10, TimeUnit.SECONDS);
    }
    for (int flush = 0; flush < 3; flush++) {
      tell(now++, true);
    }
    assertThat(byKey + overflowed.get()).isEqualTo((long) THREADS * READS);
    assertThat(byRegion).isEqualTo((long) THREADS * READS);
    assertThat(byKey).as("most keys have their own counter").isPositive();
    assertThat(table.size()).as("nothing stays").isZero();
  }

  private void count(SplittableRandom random) {
    KeyCounter[] held = new KeyCounter[KEYS];
    for (int read = 0; read < READS; read++) {
      int key = random.nextInt(KEYS);
      if (held[key] == null || random.nextInt(1_000) == 0) {
        held[key] = table.counter("posts:" + key);
      }
      switch (random.nextInt(3)) {
        case 0 -> entry(key, held[key], random.nextInt(500) == 0).hit();
        case 1 -> held[key].redisHit(true);
        default -> held[key].miss();
      }
    }
  }

  /** The near entry of a key, which all threads share, each its first owner now and then. */
  private CountedHits entry(int key, KeyCounter counter, boolean renewed) {
    CountedHits entry = entries.get(key);
    if (entry == null || renewed) {
      entry = new CountedHits(counter) {};
      entries.set(key, entry);
    }
    return entry;
  }

  private void tell(long now, boolean all) {
    ledger.collect(now);
    List<ShardReport<AccessReport>> reports = all ? ledger.all(now) : ledger.suspects(now);
    for (ShardReport<AccessReport> shard : reports) {
      byKey += shard.report().getKeys().stream().mapToLong(KeyAccess::getReads).sum();
      if (shard.partition() == 0) {
        byRegion += shard.report().getRegions().stream().mapToLong(RegionReads::getReads).sum();
      }
    }
  }
}
