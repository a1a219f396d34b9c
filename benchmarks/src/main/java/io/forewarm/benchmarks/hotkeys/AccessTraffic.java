package io.forewarm.benchmarks.hotkeys;

import io.forewarm.local.load.Popularity;
import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.RegionReads;
import io.forewarm.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The same traffic, Zipf 1.0 over a million keys, as Forewarm's clients report it and as single
 * records for each access, written into topics before anybody reads them.
 */
final class AccessTraffic {
  private static final String REGION = "traffic";
  private static final int KEYS = 1_000_000;
  private static final int PUBLISHERS = 8;
  private static final int READS_PER_FLUSH = 300_000;
  private static final int KEYS_PER_RECORD = 1_000;
  private static final int SUSPECTS = 10;
  private static final int SUSPECT_FLUSHES = 20;
  private static final byte[] NOTHING = {1};

  private final Popularity popularity = Popularity.zipf(KEYS, 1);
  private final SplittableRandom random = new SplittableRandom(11);
  private final String bootstrap;

  AccessTraffic(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  /**
   * Writes reports: of each publisher several flushes of 2 s, each with the suspects of 20
   * intervals of 100 ms.
   */
  Reports writeReports(Topics topics, int flushes) {
    long counters = 0;
    long reads = 0;
    try (KafkaProducer<byte[], byte[]> producer = producer();
        Serializer<AccessReport> serializer =
            new RecordSerdes(Map.<String, Object>of()).serializer()) {
      List<List<Slice>> all = new ArrayList<>();
      for (int publisher = 0; publisher < PUBLISHERS; publisher++) {
        all.add(slices(publisher, topics, serializer));
      }
      for (int flush = 0; flush < flushes; flush++) {
        for (List<Slice> slices : all) {
          for (Slice slice : slices) {
            counters += slice.counters;
            producer.send(
                new ProducerRecord<>(topics.access.name(), slice.partition, null, slice.bytes));
          }
          reads += READS_PER_FLUSH;
        }
      }
    }
    return new Reports(counters, reads);
  }

  private List<Slice> slices(int publisher, Topics topics, Serializer<AccessReport> serializer) {
    Map<Integer, Long> drawn = new HashMap<>();
    for (int read = 0; read < READS_PER_FLUSH; read++) {
      drawn.merge(popularity.draw(random), 1L, Long::sum);
    }
    List<Slice> slices = new ArrayList<>();
    Map<Integer, List<KeyAccess>> byPartition = new HashMap<>();
    drawn.forEach(
        (rank, reads) -> {
          String key = REGION + ":key-" + rank;
          int partition = CacheKey.partition(key, topics.partitions());
          long once = rank < SUSPECTS ? reads / (SUSPECT_FLUSHES + 1) : reads;
          for (int flush = 0; rank < SUSPECTS && flush < SUSPECT_FLUSHES; flush++) {
            slices.add(slice(publisher, partition, List.of(access(key, once)), serializer, topics));
          }
          byPartition
              .computeIfAbsent(partition, any -> new ArrayList<>())
              .add(access(key, reads - (rank < SUSPECTS ? SUSPECT_FLUSHES * once : 0)));
        });
    byPartition.forEach(
        (partition, keys) -> {
          for (int from = 0; from < keys.size(); from += KEYS_PER_RECORD) {
            List<KeyAccess> some =
                keys.subList(from, Math.min(keys.size(), from + KEYS_PER_RECORD));
            slices.add(slice(publisher, partition, some, serializer, topics));
          }
        });
    return slices;
  }

  private static KeyAccess access(String key, long reads) {
    KeyAccess access = new KeyAccess();
    access.setKey(key);
    access.setReads(reads);
    access.setRedisHits(reads);
    access.setSizeBytes(1_024L);
    access.setSoftExpiresInMs(30_000L);
    return access;
  }

  private static Slice slice(
      int publisher,
      int partition,
      List<KeyAccess> keys,
      Serializer<AccessReport> serializer,
      Topics topics) {
    long reads = keys.stream().mapToLong(KeyAccess::getReads).sum();
    AccessReport report =
        AccessReport.newBuilder()
            .setClient("publisher-" + publisher)
            .setService("bench")
            .setIntervalMs(2_000)
            .setRegions(List.of(new RegionReads(REGION, reads * topics.partitions())))
            .setKeys(keys)
            .build();
    byte[] bytes = serializer.serialize(topics.access.name(), report);
    return new Slice(partition, bytes, keys.size());
  }

  /** Writes one record for each access, keyed by the cache key. */
  void writeSingles(String topic, int number) {
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (int i = 0; i < number; i++) {
        byte[] key = (REGION + ":key-" + popularity.draw(random)).getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, key, NOTHING));
      }
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ProducerConfig.LINGER_MS_CONFIG,
            5,
            ProducerConfig.BATCH_SIZE_CONFIG,
            256 << 10,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private record Slice(int partition, byte[] bytes, int counters) {}

  /** How much was written. */
  record Reports(long counters, long reads) {}
}
