package io.forewarm.client.events;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.KeyAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects what the counters hold and decides when it is reported. The flush thread's own: nobody
 * else calls it. Costs per collection what was touched since the last one, per flush what was
 * touched since the flush before last.
 */
final class AccessLedger {
  private static final long SPAN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final EventConfig config;
  private final CounterTable counters;
  private final LongSupplier redisNow;
  private final LongConsumer lostReads;

  private List<KeyCounter> listed = new ArrayList<>();
  private final List<KeyCounter> found = new ArrayList<>();
  private final List<KeyCounter> suspects = new ArrayList<>();
  private final Set<String> declaredHot = ConcurrentHashMap.newKeySet();
  private KeyAccess spare = new KeyAccess();
  private final long[] sequences;
  private long collection;
  private long flushCollection;
  private long collectedAt;
  private long flushedAt;

  /**
   * Begins to count.
   *
   * @param redisNow the clock of Redis, milliseconds since 1970
   * @param lostReads told of reads whose key is not reported, because the table was full
   * @param now {@link System#nanoTime}
   */
  AccessLedger(
      EventConfig config,
      CounterTable counters,
      LongSupplier redisNow,
      LongConsumer lostReads,
      long now) {
    this.config = config;
    this.counters = counters;
    this.redisNow = redisNow;
    this.lostReads = lostReads;
    this.sequences = new long[config.topics().partitions()];
    this.collectedAt = now;
    this.flushedAt = now;
  }

  /** Takes in what was counted since the last call, and notes who is suspect. */
  void collect(long now) {
    collection++;
    long spans = Math.max(1, (now - collectedAt) / SPAN_NANOS);
    collectedAt = now;
    KeyCounter counter = counters.takeTouched();
    while (counter != null) {
      KeyCounter next = counter.next;
      counter.next = null;
      counter.untouch();
      collect(counter);
      counter = next;
    }
    for (KeyCounter home : found) {
      if (!home.unreported.suspect && isSuspect(home, spans)) {
        home.unreported.suspect = true;
        suspects.add(home);
      }
    }
    found.clear();
  }

  private void collect(KeyCounter counter) {
    if (CounterTable.isOverflow(counter)) {
      KeyAccess nameless = new KeyAccess();
      counter.drainTo(nameless);
      counter.region.add(nameless.getReads());
      lostReads.accept(nameless.getReads());
      return;
    }
    KeyCounter home = counters.home(counter);
    if (!home.unreported.listed) {
      home.unreported.listed = true;
      home.unreported.reportedAt = flushedAt;
      home.unreported.regionReads = home.region.readsAtFlush();
      listed.add(home);
    }
    if (home != counter && counter.softExpiresAt() > home.softExpiresAt()) {
      home.seen(counter.sizeBytes(), counter.softExpiresAt());
    }
    long reads = drain(counter, home);
    if (home.unreported.collection != collection) {
      home.unreported.reads = 0;
      found.add(home);
    }
    home.unreported.collection = collection;
    home.unreported.reads += reads;
  }

  private boolean isSuspect(KeyCounter counter, long spans) {
    Unreported unreported = counter.unreported;
    KeyAccess counts = unreported.counts;
    return counts != null
        && config
            .suspicion()
            .of(
                unreported.reads,
                spans,
                counts.getReads(),
                counter.region.reads() - unreported.regionReads)
        && !declaredHot.contains(counter.cacheKey);
  }

  /** Notes that a key is hot by declaration, or no longer; safe for concurrent use. */
  void declaredHot(String cacheKey, boolean hot) {
    if (hot) {
      declaredHot.add(cacheKey);
    } else {
      declaredHot.remove(cacheKey);
    }
  }

  private long drain(KeyCounter from, KeyCounter home) {
    KeyAccess waiting = home.unreported.counts;
    KeyAccess counts = waiting == null ? spare : waiting;
    long before = counts.getReads();
    if (from.drainTo(counts) && waiting == null) {
      counts.setKey(home.cacheKey);
      home.unreported.counts = counts;
      spare = new KeyAccess();
    }
    long reads = counts.getReads() - before;
    home.region.add(reads);
    return reads;
  }

  /** Reports the suspects, to their partitions only; usually there are none. */
  List<ShardReport<AccessReport>> suspects(long now) {
    if (suspects.isEmpty()) {
      return List.of();
    }
    List<@Nullable AccessBatch> batches = new ArrayList<>();
    for (int partition = 0; partition < config.topics().partitions(); partition++) {
      batches.add(null);
    }
    for (KeyCounter suspect : suspects) {
      AccessBatch batch = batches.get(suspect.partition);
      if (batch == null) {
        batch = new AccessBatch(config, suspect.partition, now);
        batches.set(suspect.partition, batch);
      }
      report(suspect, batch, now);
    }
    suspects.clear();
    return reports(batches);
  }

  /**
   * Reports all that is collected, to every partition, so that each knows who lives and what the
   * shares are. Counters that were not touched since the flush before last leave the table.
   */
  List<ShardReport<AccessReport>> all(long now) {
    List<@Nullable AccessBatch> batches = new ArrayList<>();
    for (int partition = 0; partition < config.topics().partitions(); partition++) {
      AccessBatch batch = new AccessBatch(config, partition, now);
      batch.covers(flushedAt);
      batches.add(batch);
    }
    List<KeyCounter> staying = new ArrayList<>(listed.size());
    for (KeyCounter counter : listed) {
      if (counter.unreported.collection <= flushCollection) {
        // Queued no more for a whole interval: this second look finds what a thread counted that
        // saw the flag just before it fell.
        drain(counter, counter);
      }
      AccessBatch batch = batches.get(counter.partition);
      if (counter.unreported.counts != null && batch != null) {
        report(counter, batch, now);
        staying.add(counter);
      } else if (counter.unreported.collection > flushCollection) {
        staying.add(counter);
      } else {
        counter.unreported.listed = false;
        counters.remove(counter);
      }
    }
    listed = staying;
    suspects.clear();
    counters.regions().forEach(RegionTotal::flushed);
    flushedAt = now;
    flushCollection = collection;
    return reports(batches);
  }

  private void report(KeyCounter counter, AccessBatch batch, long now) {
    Unreported unreported = counter.unreported;
    KeyAccess counts = unreported.counts;
    if (counts != null) {
      counts.setSizeBytes(counter.sizeBytes());
      counts.setSoftExpiresInMs(softExpiresIn(counter.softExpiresAt()));
      batch.add(counts);
      batch.covers(Math.max(unreported.reportedAt, flushedAt));
    }
    unreported.counts = null;
    unreported.suspect = false;
    unreported.reportedAt = now;
    unreported.regionReads = counter.region.reads();
  }

  private long softExpiresIn(long softExpiresAt) {
    return softExpiresAt < 0 ? -1 : Math.max(0, softExpiresAt - redisNow.getAsLong());
  }

  private List<ShardReport<AccessReport>> reports(List<@Nullable AccessBatch> batches) {
    List<ShardReport<AccessReport>> reports = new ArrayList<>();
    for (int partition = 0; partition < batches.size(); partition++) {
      AccessBatch batch = batches.get(partition);
      int shard = partition;
      if (batch != null) {
        reports.addAll(batch.reports(counters.regions(), () -> sequences[shard]++));
      }
    }
    return reports;
  }
}
