package io.forewarm.client.events;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.RegionReads;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.common.utils.ByteUtils;
import org.apache.kafka.common.utils.Utils;

/** What one flush tells one partition: one report, or several when one would be too large. */
final class AccessBatch {
  /** The largest record, bytes; a broker takes 1 MiB by default. */
  static final int MAX_BYTES = 512 << 10;

  /** Room for everything in a report but its keys. */
  private static final int HEAD_BYTES = 64 << 10;

  private final EventConfig config;
  private final int partition;
  private final long now;
  private final List<List<KeyAccess>> parts = new ArrayList<>();
  private int partBytes;
  private long since;

  AccessBatch(EventConfig config, int partition, long now) {
    this.config = config;
    this.partition = partition;
    this.now = now;
    this.since = now;
    parts.add(new ArrayList<>());
  }

  /** Says that counters of this batch were last reported at a time. */
  void covers(long from) {
    if (from - since < 0) {
      since = from;
    }
  }

  void add(KeyAccess counts) {
    int bytes = size(counts);
    if (partBytes + bytes > MAX_BYTES - HEAD_BYTES) {
      parts.add(new ArrayList<>());
      partBytes = 0;
    }
    partBytes += bytes;
    parts.get(parts.size() - 1).add(counts);
  }

  /**
   * Returns the reports; the first of them carries what the partition is to know of regions.
   *
   * @param sequences gives each report its number, by which a duplicate is known
   */
  List<ShardReport<AccessReport>> reports(Collection<RegionTotal> regions, LongSupplier sequences) {
    List<RegionReads> reads = new ArrayList<>();
    for (RegionTotal total : regions) {
      long news = total.tell(partition);
      if (news > 0) {
        reads.add(new RegionReads(total.region, news));
      }
    }
    List<ShardReport<AccessReport>> reports = new ArrayList<>();
    for (List<KeyAccess> keys : parts) {
      AccessReport report =
          new AccessReport(
              config.clientId(),
              config.service(),
              Interval.millis(now - since),
              reports.isEmpty() ? reads : List.of(),
              keys,
              sequences.getAsLong());
      reports.add(new ShardReport<>(partition, report));
    }
    return reports;
  }

  /** Returns the bytes of an entry in Avro's binary encoding. */
  private static int size(KeyAccess counts) {
    int key = Utils.utf8Length(counts.getKey());
    int bytes = ByteUtils.sizeOfVarint(key) + key;
    for (int field = 1; field < counts.getSchema().getFields().size(); field++) {
      bytes += ByteUtils.sizeOfVarlong((Long) counts.get(field));
    }
    return bytes;
  }
}
