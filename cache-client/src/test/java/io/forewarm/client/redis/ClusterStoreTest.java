package io.forewarm.client.redis;

import static io.forewarm.client.redis.StoreRig.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.client.redis.Envelope.State;
import io.forewarm.client.redis.LeaseAnswer.Granted;
import io.forewarm.client.redis.LeaseAnswer.Present;
import io.forewarm.client.redis.LeaseAnswer.Wait;
import io.forewarm.client.redis.ValueStore.Replaced;
import io.forewarm.embedded.Embedded;
import io.forewarm.embedded.EmbeddedRedisCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** The whole store on three masters, and when one of them dies. */
@Tag("integration")
class ClusterStoreTest {
  private static final Duration FAILOVER = Duration.ofSeconds(60);

  private static EmbeddedRedisCluster cluster;
  private static RedissonStore store;
  private static RedissonClient raw;

  @BeforeAll
  static void start() {
    cluster = Embedded.redisCluster();
    raw = Redisson.create(config());
    store =
        RedissonStore.connect(config(), "fw:", CompressionConfig.DEFAULT, Duration.ofSeconds(5));
  }

  @AfterAll
  static void stop() {
    store.close();
    raw.shutdown();
  }

  private static Config config() {
    Config config = new Config();
    config.useClusterServers().setNodeAddresses(new ArrayList<>(cluster.urls()));
    return config;
  }

  /** Keys of all masters, some of which share a slot. */
  private static List<String> keys(int count) {
    String group = "g" + StoreRig.unique();
    return IntStream.range(0, count)
        .mapToObj(i -> i % 7 == 0 ? "{" + group + "}:r:" + i : group + ":" + i)
        .toList();
  }

  private static void store(String key, String payload) {
    long token = StoreRig.unique();
    get(store.seize(key, token, 60_000));
    assertThat(get(store.fill(key, token, envelope(1, payload), 600_000))).isTrue();
  }

  private static Envelope envelope(long version, String payload) {
    return StoreRig.envelope(State.VALUE, version, StoreRig.write(), 600_000, payload);
  }

  private static String text(Envelope envelope) {
    return envelope == null
        ? null
        : new String(envelope.payload(), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void everyOperationWorksOnEveryMaster() {
    for (String key : keys(30)) {
      assertThat(get(store.read(key))).isNull();
      assertThat(acquire(key, 1, "")).isInstanceOf(Granted.class);
      assertThat(acquire(key, 2, "")).isInstanceOf(Wait.class);
      assertThat(get(store.renew(key, 1, 60_000))).isTrue();
      assertThat(get(store.fill(key, 1, envelope(1, key), 60_000))).isTrue();
      assertThat(text(get(store.read(key)))).isEqualTo(key);
      assertThat(acquire(key, 3, "")).isInstanceOf(Present.class);
      assertThat(get(store.replace(key, envelope(2, "new"), 60_000))).isEqualTo(Replaced.STORED);
      assertThat(text(get(store.read(key)))).isEqualTo("new");
      assertThat(get(store.invalidate(key, StoreRig.write(), null))).isTrue();
      assertThat(Objects.requireNonNull(get(store.read(key))).state()).isEqualTo(State.TOMBSTONE);
      assertThat(acquire(key, 4, "")).isInstanceOf(Granted.class);
      assertThat(get(store.release(key, 4))).isTrue();
    }
    assertThat(get(store.masterId()).split("\\+")).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void eachOfManyInvalidationsThatGoTogetherTakesEffectOnItsMaster() {
    List<String> keys = keys(300);
    keys.forEach(key -> store(key, key));
    raw.getScript().scriptFlush(); // as after a restart
    List<CompletableFuture<Boolean>> under =
        keys.stream().map(key -> store.invalidate(key, StoreRig.write(), null)).toList();
    assertThat(under).allMatch(StoreRig::get);
    assertThat(get(store.readAll(keys)))
        .allMatch(entry -> entry != null && entry.state() == State.TOMBSTONE);
  }

  @Test
  void countsTheReadsOfTheMasterOfASlot() {
    String key = keys(1).get(0);
    String home = store.master(store.slot(key, 0));
    long before = readsOf(home);
    for (int i = 0; i < 50; i++) {
      assertThat(get(store.read(key))).isNull();
    }
    assertThat(readsOf(home) - before).isGreaterThanOrEqualTo(50);
    assertThat(IntStream.range(0, 2).mapToObj(number -> store.master(store.slot(key, number))))
        .as("the first replica lies on another master")
        .doesNotContainNull()
        .doesNotHaveDuplicates();
  }

  private static long readsOf(String node) {
    List<MasterReads> all = get(store.masterReads());
    assertThat(all).hasSize(3);
    return all.stream()
        .filter(master -> master.node().equals(node))
        .findAny()
        .orElseThrow()
        .reads();
  }

  private static LeaseAnswer acquire(String key, long token, String waiter) {
    return get(store.acquire(new LeaseRequest(key, token, 60_000, LeaseRequest.FRESH, waiter)));
  }

  @Test
  void wakesWhoWaitsOnEveryMaster() {
    List<String> woken = new CopyOnWriteArrayList<>();
    store.onWake("me", woken::add);
    for (String key : keys(10)) {
      await()
          .until(
              () -> {
                acquire(key, 1, "");
                acquire(key, 2, "me");
                get(store.release(key, 1));
                return woken.contains(key);
              });
    }
  }

  @Test
  void readsManyKeysInTheirOrder() {
    List<String> keys = keys(1_500);
    keys.stream().filter(key -> key.hashCode() % 3 != 0).forEach(key -> store(key, "of " + key));
    List<String> expected =
        keys.stream().map(key -> key.hashCode() % 3 != 0 ? "of " + key : null).toList();
    List<String> asked = Stream.concat(keys.stream(), keys.stream()).toList();
    assertThat(get(store.readAll(asked)).stream().map(ClusterStoreTest::text))
        .containsExactlyElementsOf(Stream.concat(expected.stream(), expected.stream()).toList());
    assertThat(get(store.readAll(List.of()))).isEmpty();
  }

  @Test
  void concurrentReadsAreAnsweredEachWithItsOwn() {
    List<String> keys = keys(200);
    keys.forEach(key -> store(key, "of " + key));
    raw.getList("fw:v:{odd}", StringCodec.INSTANCE).add("foreign");
    List<CompletableFuture<Envelope>> odd = new ArrayList<>();
    for (int round = 0; round < 20; round++) {
      List<CompletableFuture<Envelope>> reads = keys.stream().map(store::read).toList();
      odd.add(store.read("odd"));
      for (int i = 0; i < keys.size(); i++) {
        assertThat(text(get(reads.get(i)))).isEqualTo("of " + keys.get(i));
      }
    }
    odd.forEach(read -> assertThat(get(read)).isNull());
  }

  /** Slots move with the dead master's replica; whoever asks the old place is sent on. */
  @Test
  void goesOnWhenAReplicaTakesOver() {
    List<String> keys = keys(60);
    keys.forEach(key -> store(key, "of " + key));
    get(store.readAll(keys));
    int before = get(store.masterId()).hashCode();
    cluster.nodes().get(0).kill();
    await()
        .atMost(FAILOVER)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(get(store.readAll(keys)).stream().map(ClusterStoreTest::text))
                  .containsExactlyElementsOf(keys.stream().map(key -> "of " + key).toList());
              for (String key : keys) {
                assertThat(text(get(store.read(key)))).isEqualTo("of " + key);
                assertThat(get(store.invalidate(key, StoreRig.write(), null))).isTrue();
                store(key, "of " + key);
              }
              assertThat(get(store.masterId()).hashCode()).isNotEqualTo(before);
            });
    cluster.nodes().get(0).restart();
    cluster.awaitReady();
    assertThat(get(store.readAll(keys)).stream().map(ClusterStoreTest::text))
        .containsExactlyElementsOf(keys.stream().map(key -> "of " + key).toList());
  }
}
