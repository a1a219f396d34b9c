package io.forewarm.client.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.SingleObjectSerializer;
import io.forewarm.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * One key takes half of all reads of 200 clients, other keys the rest by Zipf's law. Until the
 * pipeline declares the keys hot that have a percent, clients report them at once; from then on
 * what reaches the partitions of {@code access} is nearly the same for all of them.
 */
class HotPartitionTest {
  private static final int CLIENTS = 200;
  private static final int PARTITIONS = 12;
  private static final int READS_A_SPAN = 20;
  private static final int KEYS = 100_000;
  private static final int SPANS = 300;
  private static final int DECLARED_AFTER = 10;
  private static final int SPANS_A_FLUSH = 20;
  private static final int DECLARED_RANKS = 4;
  private static final String HOTTEST = "posts:hottest";
  private static final EventConfig CONFIG =
      new EventConfig(
          Map.of("bootstrap.servers", "127.0.0.1:1"),
          new Topics("t.", PARTITIONS),
          "shop",
          "shop-1",
          Duration.ofSeconds(2),
          Suspicion.DEFAULT,
          EventConfig.MAX_KEYS,
          null);

  private final SplittableRandom random = new SplittableRandom(7);
  private final SingleObjectSerializer serializer = new SingleObjectSerializer();
  private final long[] records = new long[PARTITIONS];
  private final long[] bytes = new long[PARTITIONS];
  private long reported;
  private long ofTheHottest;
  private int misplaced;

  /** The counting half of one client. */
  private record Client(CounterTable table, AccessLedger ledger) {
    static Client fresh() {
      CounterTable table = new CounterTable(PARTITIONS, EventConfig.MAX_KEYS);
      return new Client(table, new AccessLedger(CONFIG, table, () -> 0, lost -> {}, 0));
    }
  }

  @Test
  void theHottestKeyMakesNoHotPartition() {
    List<Client> clients = IntStream.range(0, CLIENTS).mapToObj(i -> Client.fresh()).toList();
    for (int span = 1; span <= SPANS; span++) {
      long now = TimeUnit.MILLISECONDS.toNanos(100L * span);
      for (int i = 0; i < CLIENTS; i++) {
        Client client = clients.get(i);
        read(client);
        client.ledger().collect(now);
        boolean flush = (span + i) % SPANS_A_FLUSH == 0;
        var reports = flush ? client.ledger().all(now) : client.ledger().suspects(now);
        if (span == DECLARED_AFTER) {
          declare(client);
        } else if (span > DECLARED_AFTER) {
          take(reports);
        }
      }
    }
    assertThat(misplaced).isZero();
    assertThat((double) ofTheHottest / reported).isBetween(0.49, 0.51);
    assertThat(maxOverMean(records)).as("records %s", Arrays.toString(records)).isLessThan(1.05);
    assertThat(maxOverMean(bytes)).as("bytes %s", Arrays.toString(bytes)).isLessThan(1.2);
    assertThat(bytes[CacheKey.partition(HOTTEST, PARTITIONS)] / mean(bytes))
        .as("bytes of the hottest key's partition over the mean")
        .isLessThan(1.05);
  }

  private void read(Client client) {
    for (int i = 0; i < READS_A_SPAN; i++) {
      String key = random.nextBoolean() ? HOTTEST : rank((int) Math.pow(KEYS, random.nextDouble()));
      client.table().counter(key).nearHit(false);
    }
  }

  private static String rank(int rank) {
    return "posts:" + rank;
  }

  private static void declare(Client client) {
    List<String> hot = new ArrayList<>(List.of(HOTTEST));
    IntStream.rangeClosed(1, DECLARED_RANKS).forEach(rank -> hot.add(rank(rank)));
    hot.forEach(key -> client.ledger().declaredHot(key, true));
  }

  private void take(List<ShardReport<AccessReport>> reports) {
    for (ShardReport<AccessReport> shard : reports) {
      byte[] value = serializer.serialize("access", shard.report());
      records[shard.partition()]++;
      bytes[shard.partition()] += value == null ? 0 : value.length;
      for (KeyAccess key : shard.report().getKeys()) {
        misplaced += CacheKey.partition(key.getKey(), PARTITIONS) == shard.partition() ? 0 : 1;
        reported += key.getReads();
        ofTheHottest += key.getKey().equals(HOTTEST) ? key.getReads() : 0;
      }
    }
  }

  private static double maxOverMean(long[] counts) {
    return LongStream.of(counts).max().orElseThrow() / mean(counts);
  }

  private static double mean(long[] counts) {
    return LongStream.of(counts).average().orElseThrow();
  }
}
