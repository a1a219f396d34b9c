package io.forewarm.client;

import static io.forewarm.client.ClientRig.CACHE_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forewarm.client.events.EventSink;
import io.forewarm.client.testing.MemoryStore;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.Rule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two clients that read the same replica, one that reads home. */
class ReplicaReadTest {
  private final MemoryStore store = new MemoryStore();
  private final AtomicInteger loads = new AtomicInteger();
  private final List<Client> clients = new ArrayList<>();

  /** A client with its log, its region and its meters. */
  private record Client(
      Forewarm forewarm, ToldLog log, Region<String, String> things, SimpleMeterRegistry meters) {
    double count(String meter, String... tags) {
      return meters.get(meter).tags(tags).functionCounter().count();
    }

    double hits() {
      return count("forewarm.client.replicas.reads", "result", "hit");
    }

    double misses() {
      return count("forewarm.client.replicas.reads", "result", "miss");
    }

    double copies() {
      return count("forewarm.client.replicas.copies");
    }
  }

  @BeforeEach
  void cluster() {
    store.spread(true);
  }

  @AfterEach
  void close() {
    clients.forEach(client -> client.forewarm().close());
  }

  /** A client whose id picks a place, of one replica and home. */
  private Client client(int place) {
    return client(place, config -> config);
  }

  private Client client(int place, UnaryOperator<RegionConfig.Builder<String, String>> region) {
    int serial = clients.size() * 1_000;
    while (JumpHash.place(CacheKey.hash("client-" + serial + ' ' + CACHE_KEY), 2) != place) {
      serial++;
    }
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    ToldLog log = new ToldLog();
    Forewarm forewarm =
        new Forewarm(
            "client-" + serial,
            ForewarmConfig.builder("service").meters(meters).build(),
            store,
            EventSink.NONE,
            log,
            null);
    RegionConfig.Builder<String, String> config =
        ClientRig.things()
            .nearBytes(0)
            .maxStaleness(Duration.ofMinutes(1))
            .softTtl(Duration.ofMinutes(5))
            .loader(key -> key + loads.incrementAndGet());
    Region<String, String> things = forewarm.open(region.apply(config).build());
    Client client = new Client(forewarm, log, things, meters);
    clients.add(client);
    log.hot(CACHE_KEY, 1);
    return client;
  }

  /** Reads until there is a copy that this client trusts. */
  private void copied(Client client) {
    await()
        .until(
            () -> {
              client.things().get("a");
              return client.hits() > 0;
            });
  }

  @Test
  void whatOneClientCopiesAnotherReads() {
    Client first = client(1);
    Client second = client(1);
    first.things().get("a");
    copied(first);
    assertThat(first.misses()).isPositive();
    assertThat(first.copies()).isPositive();
    copied(second);
    int before = store.reads();
    for (int i = 0; i < 10; i++) {
      assertThat(second.things().get("a")).isEqualTo("a1");
      assertThat(second.things().getAll(List.of("a"))).isEqualTo(Map.of("a", "a1"));
    }
    assertThat(store.reads()).as("reads of home").isEqualTo(before);
    assertThat(second.hits()).isGreaterThanOrEqualTo(20);
    assertThat(second.count("forewarm.client.reads", "layer", "redis")).isGreaterThanOrEqualTo(20);
    assertThat(loads).hasValue(1);
  }

  @Test
  void whoPicksHomeReadsIt() {
    Client reader = client(0);
    reader.things().get("a");
    int before = store.reads();
    reader.things().get("a");
    assertThat(store.reads()).isEqualTo(before + 1);
    assertThat(reader.hits() + reader.misses() + reader.copies()).isZero();
  }

  @Test
  void aReaderSeesItsOwnWrites() {
    Client reader = client(1);
    copied(reader);
    reader.things().update("a", () -> "updated");
    assertThat(reader.things().get("a")).isEqualTo("updated");
    copied(reader);
    reader.things().invalidate("a");
    assertThat(reader.things().get("a")).isEqualTo("a2");
    assertThat(reader.things().get("a")).isEqualTo("a2");
  }

  /** The writer takes the replicas of a key that it knows to be hot away, as a courtesy. */
  @Test
  void aWriteOfAnotherClientIsSeenSoon() {
    Client reader = client(1);
    Client writer = client(0);
    copied(reader);
    assertThat(store.readReplica(CACHE_KEY, 1).join()).isNotNull();
    writer.things().invalidate("a");
    assertThat(store.readReplica(CACHE_KEY, 1).join()).isNull();
    assertThat(reader.things().get("a")).isEqualTo("a2");
  }

  /** Nobody took the replica away, but the log told of the write. */
  @Test
  void whatTheLogSaysMakesCopiesVoid() {
    Client reader = client(1);
    copied(reader);
    var copy = Objects.requireNonNull(store.readReplica(CACHE_KEY, 1).join());
    store.erase();
    store.writeReplica(CACHE_KEY, 1, copy, 60_000).join();
    assertThat(reader.things().get("a")).isEqualTo("a1");
    reader.log().listener().invalidated(CacheKey.hash(CACHE_KEY));
    assertThat(reader.things().get("a")).isEqualTo("a2");
  }

  @Test
  void anOlderCopyThanTheBoundIsNotTrusted() {
    Client reader = client(1, it -> it.maxStaleness(Duration.ofMillis(200)));
    await()
        .until(
            () -> {
              reader.things().get("a");
              reader.things().get("a");
              return reader.hits() > 0;
            });
    var copy = Objects.requireNonNull(store.readReplica(CACHE_KEY, 1).join());
    await()
        .untilAsserted(
            () -> {
              store.writeReplica(CACHE_KEY, 1, copy, 60_000).join();
              double hits = reader.hits();
              int before = store.reads();
              assertThat(reader.things().get("a")).isEqualTo("a1");
              assertThat(reader.hits()).isEqualTo(hits);
              assertThat(store.reads()).isEqualTo(before + 1);
            });
  }

  @Test
  void aStaleValueIsRefreshedAtHomeOnce() {
    Client reader = client(1);
    copied(reader);
    store.advance(Duration.ofMinutes(6).toMillis());
    assertThat(reader.things().get("a")).isEqualTo("a1");
    await().untilAsserted(() -> assertThat(reader.things().get("a")).isEqualTo("a2"));
    assertThat(loads).hasValue(2);
  }

  @Test
  void absenceHasNoReplica() {
    Client reader = client(1, it -> it.loader(key -> null));
    for (int i = 0; i < 5; i++) {
      assertThat(reader.things().get("a")).isNull();
    }
    assertThat(reader.misses()).isEqualTo(5);
    assertThat(reader.copies()).isZero();
  }

  /** As where a value is in chunks, or the replica's master is full. */
  @Test
  void aReplicaThatCannotBeMadeIsLeftAloneForAWhile() {
    store.refuseReplicas(true);
    Client reader = client(1);
    await()
        .untilAsserted(
            () -> {
              double misses = reader.misses();
              reader.things().get("a");
              assertThat(reader.misses()).isEqualTo(misses);
            });
    assertThat(reader.misses()).isPositive();
    assertThat(reader.copies()).isZero();
    store.refuseReplicas(false);
    copied(reader);
  }

  @Test
  void whoGoesPastTheNearCacheGoesPastReplicas() {
    Client reader = client(1);
    copied(reader);
    int before = store.reads();
    reader.things().with(CallOptions.DEFAULT.withoutNear()).get("a");
    assertThat(store.reads()).isEqualTo(before + 1);
  }

  @Test
  void aRuleSwitchesThemOffAndOn() {
    Client reader = client(1);
    copied(reader);
    reader.log().rule(Rule.newBuilder().setTarget("things").setReplicas(false).build());
    double hits = reader.hits();
    reader.things().get("a");
    assertThat(reader.hits()).isEqualTo(hits);
    reader.log().rule(Rule.newBuilder().setTarget("things").build());
    reader.things().get("a");
    assertThat(reader.hits()).isEqualTo(hits + 1);
  }

  @Test
  void onOneRedisTheyAreOffUnlessTheRegionWantsThem() {
    store.spread(false);
    Client silent = client(1);
    Client wants = client(1, it -> it.replicas(true));
    for (int i = 0; i < 3; i++) {
      silent.things().get("a");
    }
    assertThat(silent.hits() + silent.misses()).isZero();
    copied(wants);
  }

  @Test
  void aKeyThatHasCooledIsReadAtHome() {
    Client reader = client(1);
    copied(reader);
    reader.log().listener().cooled(CACHE_KEY);
    double hits = reader.hits();
    int before = store.reads();
    reader.things().get("a");
    assertThat(store.reads()).isEqualTo(before + 1);
    assertThat(reader.hits()).isEqualTo(hits);
  }
}
