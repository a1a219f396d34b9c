package io.forewarm.streams.hotkeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.RegionReads;
import io.forewarm.schemas.RuleBook;
import io.forewarm.schemas.SingleObjectSerializer;
import io.forewarm.streams.AppConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is saved against what came in, both as batches of a broker's log: clients that report every
 * 2 s what they read of a million keys, a commit at the default interval. One of ten keys is
 * loaded.
 */
class HotKeyChangelogTest {
  private static final long COMMIT_MS = AppConfig.DEFAULT.streams().commitInterval().toMillis();
  private static final int SECONDS = 90;
  private static final int PARTITIONS = 12;
  private static final int KEYS = 1_000_000;
  private static final long START = 1_800_000_000_000L;

  private final Random random = new Random(1);
  private final SingleObjectSerializer serializer = new SingleObjectSerializer();
  private final List<SimpleRecord> uncommitted = new ArrayList<>();
  private final PartitionHeat heat =
      new PartitionHeat(
          HotKeyConfig.DEFAULT,
          new HotKeyRules(HotKeyConfig.DEFAULT, RuleBook.EMPTY),
          new Watched());

  private final class Watched extends InMemoryKeyValueStore {
    Watched() {
      super("rows");
    }

    @Override
    public synchronized void put(Bytes key, byte[] value) {
      uncommitted.add(new SimpleRecord(key.get(), value));
      super.put(key, value);
    }

    @Override
    public synchronized byte[] delete(Bytes key) {
      uncommitted.add(new SimpleRecord(key.get(), (byte[]) null));
      return super.delete(key);
    }
  }

  @ParameterizedTest
  @CsvSource({"50, 2000", "10, 2000", "10, 200"})
  void isAtMostAFifthOfTheBytesOfAccess(int clients, int readsAReport) {
    long accessBytes = 0;
    long changelogBytes = 0;
    long saved = START;
    for (int i = 0; i < SECONDS * clients / 2; i++) {
      long now = START + i * 2_000L / clients;
      AccessReport report = report("a3c1-" + i % clients, i / clients, readsAReport);
      byte[] bytes = serializer.serialize("access", report);
      accessBytes += size(Compression.lz4().build(), List.of(new SimpleRecord(bytes)));
      heat.begin(now);
      while (heat.isOver(now)) {
        heat.step();
      }
      heat.count(report, now, i);
      if (now - saved >= COMMIT_MS) {
        saved = now;
        heat.save();
        changelogBytes += size(Compression.zstd().build(), uncommitted);
        uncommitted.clear();
      }
    }
    assertThat(changelogBytes).isPositive().isLessThanOrEqualTo(accessBytes / 5);
  }

  private static int size(Compression compression, List<SimpleRecord> records) {
    return MemoryRecords.withRecords(compression, records.toArray(new SimpleRecord[0]))
        .sizeInBytes();
  }

  /** Ranks of a Zipf law with exponent 1, nearly: the logarithm of the rank is uniform. */
  private AccessReport report(String client, long sequence, int readsAReport) {
    Map<String, Long> reads = new HashMap<>();
    for (int i = 0; i < readsAReport; i++) {
      int rank = (int) Math.pow(KEYS, random.nextDouble());
      String key = "posts:post:" + (1_000_000 + rank * 7_919L % 9_000_000);
      if (CacheKey.partition(key, PARTITIONS) == 0) {
        reads.merge(key, 1L, Long::sum);
      }
    }
    List<KeyAccess> keys = new ArrayList<>();
    reads.forEach((key, count) -> keys.add(access(key, count)));
    List<RegionReads> regions = List.of(new RegionReads("posts", (long) readsAReport));
    return new AccessReport(client, "web", 2_000, regions, keys, sequence);
  }

  private KeyAccess access(String key, long reads) {
    boolean loaded = random.nextInt(10) == 0;
    return KeyAccess.newBuilder()
        .setKey(key)
        .setReads(reads)
        .setNearHits(reads > 20 ? reads - 1 : 0)
        .setRedisHits(loaded ? reads - 1 : reads)
        .setMisses(loaded ? 1 : 0)
        .setLoads(loaded ? 1 : 0)
        .setLoadMicros(loaded ? 5_000 + random.nextInt(50_000) : 0)
        .setSizeBytes(500 + key.hashCode() % 400)
        .setSoftExpiresInMs(random.nextInt(60_000))
        .build();
  }
}
