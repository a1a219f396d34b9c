package io.forewarm.client.events;

import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.Visit;
import io.forewarm.schemas.VisitReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.utils.Utils;

/** The visits since the last report, in order. Many add, the flush thread takes. */
final class VisitBuffer {
  /** Visits that are reported without waiting for the flush. */
  static final int FULL = 1_000;

  /** Room for a visit's lengths and offset. */
  private static final int VISIT_BYTES = 16;

  private static final int HEAD_BYTES = 1 << 10;

  private final EventConfig config;
  private final UnaryOperator<String> mask;
  private final ArrayBlockingQueue<Seen> seen;
  private final VisitPace pace;
  private long since;

  VisitBuffer(EventConfig config, int capacity, long now) {
    this.config = config;
    this.mask = UserMask.of(config.userKey());
    this.seen = new ArrayBlockingQueue<>(capacity);
    this.since = now;
    this.pace = new VisitPace(now);
  }

  /** Adds a visit; false: the buffer is full. */
  boolean add(String user, String cacheKey, long now) {
    return seen.offer(new Seen(user, cacheKey, now));
  }

  /** Takes what should not wait for the flush: so much has come together, or it is so little. */
  List<ShardReport<VisitReport>> takeEarly(long now) {
    if (seen.isEmpty() || (seen.size() < FULL && !pace.allows(now))) {
      return List.of();
    }
    List<ShardReport<VisitReport>> reports = take(now);
    pace.spend(reports.size());
    return reports;
  }

  /** Takes all visits as reports: a partition a user, in the order in which they came. */
  List<ShardReport<VisitReport>> take(long now) {
    List<Seen> taken = new ArrayList<>();
    seen.drainTo(taken);
    List<Shard> shards = new ArrayList<>();
    for (int partition = 0; partition < config.topics().partitions(); partition++) {
      shards.add(new Shard());
    }
    for (Seen visit : taken) {
      String user = mask.apply(visit.user);
      int offset = Interval.millis(visit.at - since);
      shards
          .get(CacheKey.partition(user, shards.size()))
          .add(new Visit(user, visit.cacheKey, offset));
    }
    List<ShardReport<VisitReport>> reports = new ArrayList<>();
    for (int partition = 0; partition < shards.size(); partition++) {
      for (List<Visit> visits : shards.get(partition).parts) {
        reports.add(new ShardReport<>(partition, report(visits, now)));
      }
    }
    since = now;
    return reports;
  }

  private VisitReport report(List<Visit> visits, long now) {
    return new VisitReport(
        config.clientId(), config.service(), Interval.millis(now - since), visits);
  }

  /** A visit as it was noted; the user is masked later, off the reader's thread. */
  private record Seen(String user, String cacheKey, long at) {}

  /** The visits of one partition, cut where a record would become too large. */
  private static final class Shard {
    final List<List<Visit>> parts = new ArrayList<>();
    private int partBytes;

    void add(Visit visit) {
      int bytes =
          VISIT_BYTES + Utils.utf8Length(visit.getUser()) + Utils.utf8Length(visit.getKey());
      if (parts.isEmpty() || partBytes + bytes > AccessBatch.MAX_BYTES - HEAD_BYTES) {
        parts.add(new ArrayList<>());
        partBytes = 0;
      }
      partBytes += bytes;
      parts.get(parts.size() - 1).add(visit);
    }
  }
}
