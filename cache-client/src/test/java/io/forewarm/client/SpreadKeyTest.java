package io.forewarm.client;

import static io.forewarm.client.ClientRig.CACHE_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.client.events.EventSink;
import io.forewarm.client.redis.GuardedStore;
import io.forewarm.client.redis.RedissonStore;
import io.forewarm.client.redis.ValueStore;
import io.forewarm.client.redis.WriteId;
import io.forewarm.embedded.Embedded;
import io.forewarm.embedded.EmbeddedRedis;
import io.forewarm.embedded.EmbeddedRedisCluster;
import io.forewarm.schemas.CacheKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.config.Config;

/** A hot key on three masters: eight clients, one for home and each of seven replicas. */
@Tag("integration")
class SpreadKeyTest {
  private static final int REPLICAS = 7;
  private static final Pattern READS = Pattern.compile("cmdstat_m?get:calls=(\\d+)");

  private static String prefix;
  private static EmbeddedRedisCluster cluster;
  private static ValueStore redis;
  private static ValueStore shared;

  private final List<Client> clients = new ArrayList<>();
  private final WrittenOrigin origin = new WrittenOrigin();

  /** A client with its log, its region and its meters. */
  private record Client(
      Forewarm forewarm, ToldLog log, Region<String, String> things, SimpleMeterRegistry meters) {
    double reads(String result) {
      return meters
          .get("forewarm.client.replicas.reads")
          .tag("result", result)
          .functionCounter()
          .count();
    }
  }

  @BeforeAll
  static void connect() {
    prefix = Embedded.uniquePrefix("spread");
    cluster = Embedded.redisCluster();
    Config config = new Config();
    config.useClusterServers().setNodeAddresses(new ArrayList<>(cluster.urls()));
    redis =
        new GuardedStore(
            RedissonStore.connect(
                config, prefix, CompressionConfig.DEFAULT, Duration.ofSeconds(1)));
    shared = open(redis);
  }

  /** The same store for many clients, none of which closes it. */
  private static ValueStore open(ValueStore store) {
    return (ValueStore)
        Proxy.newProxyInstance(
            ValueStore.class.getClassLoader(),
            new Class<?>[] {ValueStore.class},
            (proxy, method, arguments) ->
                method.getName().equals("close") ? null : method.invoke(store, arguments));
  }

  @AfterAll
  static void disconnect() {
    redis.close();
  }

  @BeforeEach
  void forgetOtherTests() {
    redis.invalidate(CACHE_KEY, WriteId.of(prefix + System.nanoTime()), null).join();
  }

  @AfterEach
  void close() {
    clients.forEach(client -> client.forewarm().close());
  }

  private void clients(UnaryOperator<RegionConfig.Builder<String, String>> region) {
    IntStream.rangeClosed(0, REPLICAS).forEach(number -> clients.add(client(number, region)));
  }

  /** A client whose id picks a number. */
  private Client client(int number, UnaryOperator<RegionConfig.Builder<String, String>> region) {
    String id =
        IntStream.iterate(0, i -> i + 1)
            .mapToObj(i -> "client-" + i)
            .filter(
                name ->
                    JumpHash.place(CacheKey.hash(name + ' ' + CACHE_KEY), REPLICAS + 1) == number)
            .findFirst()
            .orElseThrow();
    ToldLog log = new ToldLog();
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    Forewarm forewarm =
        new Forewarm(
            id,
            ForewarmConfig.builder("service").meters(meters).build(),
            shared,
            EventSink.NONE,
            log,
            null);
    RegionConfig.Builder<String, String> config =
        ClientRig.things()
            .nearBytes(0)
            .softTtl(Duration.ofMinutes(5))
            .maxStaleness(Duration.ofSeconds(2))
            .loader(key -> origin.read());
    return new Client(forewarm, log, forewarm.open(region.apply(config).build()), meters);
  }

  private void hot(int replicas) {
    clients.forEach(client -> client.log().hot(CACHE_KEY, replicas));
  }

  /** Reads that replicas have answered. */
  private double hits() {
    return clients.stream().mapToDouble(client -> client.reads("hit")).sum();
  }

  private static List<EmbeddedRedis> masters() throws IOException {
    List<EmbeddedRedis> masters = new ArrayList<>();
    for (EmbeddedRedis node : cluster.nodes()) {
      if (node.isAlive() && node.send("INFO", "replication").contains("role:master")) {
        masters.add(node);
      }
    }
    return masters;
  }

  private static boolean holds(EmbeddedRedis master, String name) {
    try {
      return master.send("EXISTS", prefix + name).equals("1");
    } catch (IOException e) {
      return false; // it says who does
    }
  }

  /** GETs that each master has answered since it was started. */
  private static Map<String, Long> readsOfMasters() throws IOException {
    Map<String, Long> reads = new TreeMap<>();
    for (EmbeddedRedis master : masters()) {
      long calls = 0;
      Matcher stats = READS.matcher(master.send("INFO", "commandstats"));
      while (stats.find()) {
        calls += Long.parseLong(stats.group(1));
      }
      reads.put(master.url(), calls);
    }
    return reads;
  }

  /** Max over mean of the masters' reads while every client reads one after the other. */
  private double imbalance(int rounds) throws IOException {
    Map<String, Long> before = readsOfMasters();
    for (int i = 0; i < rounds; i++) {
      clients.forEach(client -> assertThat(client.things().get("a")).isEqualTo("0"));
    }
    Map<String, Long> after = readsOfMasters();
    assertThat(after.keySet()).isEqualTo(before.keySet()).hasSize(3);
    after.replaceAll((node, calls) -> calls - before.getOrDefault(node, 0L));
    double mean = after.values().stream().mapToLong(it -> it).average().orElseThrow();
    assertThat(mean).isGreaterThanOrEqualTo(rounds * clients.size() / 3.0);
    return after.values().stream().max(Comparator.naturalOrder()).orElseThrow() / mean;
  }

  @Test
  void readsAreSharedByAllMasters() throws IOException {
    clients(it -> it);
    assertThat(imbalance(100)).isGreaterThan(2.5);
    hot(REPLICAS);
    assertThat(imbalance(200)).isLessThan(1.2);
    assertThat(hits()).isGreaterThan(1_000);
  }

  /**
   * Nobody is told of the writes, and nobody takes replicas away; meanwhile the number of replicas
   * rises and falls, and masters lose all they have.
   */
  @Test
  void noReadIsStalerThanTheBound() throws Exception {
    Duration bound = Duration.ofMillis(300);
    clients(it -> it.maxStaleness(bound));
    Client near = client(1, it -> it.maxStaleness(bound).nearBytes(1 << 20));
    clients.add(near);
    hot(REPLICAS);
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong reads = new AtomicLong();
    AtomicLong stale = new AtomicLong();
    AtomicLong worst = new AtomicLong(Long.MIN_VALUE);
    AtomicLong worstNear = new AtomicLong(Long.MIN_VALUE);
    List<CompletableFuture<Void>> readers = new ArrayList<>();
    for (Client client : clients) {
      readers.add(
          CompletableFuture.runAsync(
              () -> {
                while (!over.get()) {
                  long began = System.nanoTime();
                  long voidFor = origin.voidFor(client.things().get("a"), began);
                  (client.equals(near) ? worstNear : worst).accumulateAndGet(voidFor, Math::max);
                  stale.addAndGet(voidFor > 0 ? 1 : 0);
                  reads.addAndGet(client.equals(near) ? 0 : 1);
                }
              },
              task -> new Thread(task).start()));
    }
    for (int i = 0; origin.writes() < 40; i++) {
      int step = i;
      origin.write(() -> redis.invalidate(CACHE_KEY, new WriteId(1, step + 1), null).join());
      hot(i / 4 % (REPLICAS + 1));
      if (i % 20 == 10) {
        masters().get(i / 20).send("FLUSHALL");
      }
      long read = reads.get();
      await().pollInterval(Duration.ofMillis(5)).until(() -> reads.get() > read + 120);
    }
    over.set(true);
    CompletableFuture.allOf(readers.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
    assertThat(worst.get()).isLessThanOrEqualTo(bound.toNanos());
    assertThat(worstNear.get())
        .as("a near entry of a copy, by a clock that may be late where all threads are busy")
        .isLessThan(bound.plusMillis(200).toNanos());
    assertThat(hits()).isGreaterThan(200);
    assertThat(stale.get()).as("reads that replicas answered with what was void").isPositive();
  }

  /** Replicas on a dead master are left alone, and used again when another has taken over. */
  @Test
  void aMasterOfReplicasMayDie() throws IOException {
    clients(it -> it);
    hot(REPLICAS);
    assertThat(imbalance(20)).isLessThan(2);
    EmbeddedRedis dead =
        masters().stream()
            .filter(master -> !holds(master, "v:{" + CACHE_KEY + "}"))
            .findFirst()
            .orElseThrow();
    dead.kill();
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(masters()).hasSize(3).doesNotContain(dead);
              double before = hits();
              clients.forEach(client -> assertThat(client.things().get("a")).isEqualTo("0"));
              assertThat(hits() - before).isEqualTo(REPLICAS);
            });
    dead.restart();
    cluster.awaitReady();
  }
}
