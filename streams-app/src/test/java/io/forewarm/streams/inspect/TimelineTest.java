package io.forewarm.streams.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.CommandKind;
import io.forewarm.schemas.CommandOutcome;
import io.forewarm.schemas.CommandResult;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.InvalidationBatch;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.MaintenanceCommand;
import io.forewarm.schemas.Prediction;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.TagInvalidation;
import io.forewarm.schemas.Visit;
import io.forewarm.schemas.VisitReport;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Of all records only those about the key are kept, with what they mean. */
class TimelineTest {
  private static final String KEY = "posts:post:7";
  private static final long NOON = 43_200_000;

  @BeforeAll
  static void trustTheRecords() {
    assertThat(new RecordSerdes(Map.of())).isNotNull();
  }

  private final Timeline timeline = new Timeline(KEY);
  private long offset;

  private void take(String topic, String recordKey, SpecificRecord value) {
    offset++;
    timeline.take(new Timeline.Place(topic, 1, offset, NOON + offset), recordKey, value);
  }

  private KeyFacts facts() {
    return timeline.facts(
        new KeyFacts.Redis(NOON, null, 0, KeyFacts.NONE, null), Duration.ofMinutes(1));
  }

  private List<String> told() {
    return timeline.events().stream().map(event -> event.source() + " " + event.text()).toList();
  }

  private static WriteEvent write(String... keys) {
    return WriteEvent.newBuilder()
        .setId("w1")
        .setOperation(WriteOperation.WRITE)
        .setKeys(List.of(keys))
        .setSource("shop")
        .build();
  }

  private static InvalidationBatch batch(int partition, long upTo, String... keys) {
    return InvalidationBatch.newBuilder()
        .setPartition(partition)
        .setUpTo(upTo)
        .setHashes(List.of(keys).stream().map(CacheKey::hash).toList())
        .setWorker("worker-1")
        .build();
  }

  @Test
  void readsByService() {
    KeyAccess mine =
        KeyAccess.newBuilder()
            .setKey(KEY)
            .setReads(9)
            .setNearHits(5)
            .setRedisHits(3)
            .setStaleHits(2)
            .setMisses(1)
            .setLoads(1)
            .setLoadMicros(23_000)
            .build();
    KeyAccess other = KeyAccess.newBuilder().setKey("posts:post:8").setReads(1).build();
    take(
        "access",
        "1",
        AccessReport.newBuilder()
            .setClient("feed-1")
            .setService("feed")
            .setIntervalMs(2000)
            .setRegions(List.of())
            .setKeys(List.of(other, mine))
            .build());

    assertThat(told())
        .containsExactly(
            "access feed (feed-1) 9 reads: 5 near, 3 from Redis, 1 waited for a load, 2 of them"
                + " stale; 1 load of 23 ms");
    assertThat(facts().loads()).containsExactly(new LoadSeen(NOON + 1, "feed", 1));
  }

  @Test
  void writesAndInvalidations() {
    take("writes", KEY, write(KEY, "posts:post:8"));
    take("writes", "posts:post:8", write("posts:post:8"));
    take("invalidations", "", batch(1, NOON, "posts:post:8", KEY));
    take("invalidations", "", batch(1, NOON + 3, "posts:post:8"));

    assertThat(told())
        .containsExactly(
            "writes write w1, by shop, with 1 more",
            "invalidations void in Redis, and told to every client by worker-1, with all writes up to"
                + " 12:00:00.000");
    assertThat(facts().writes()).extracting(Written::offset).containsExactly(1L);
    assertThat(facts().appliedUpTo()).isEqualTo(NOON + 3);
  }

  @Test
  void whatWasInvalidatedAsAWhole() {
    for (String name :
        List.of(
            "region:posts",
            "region:other",
            "region:*",
            "prefix:posts:post:",
            "prefix:posts:user:",
            "tag:mine",
            "tag:foreign")) {
      take("tags", name, TagInvalidation.newBuilder().setAt(NOON).build());
    }

    List<String> tags = timeline.tagged(List.of(CacheKey.hash("mine"), 255L));

    assertThat(tags).containsExactly("mine", "#ff");
    assertThat(facts().voidings())
        .extracting(Voiding::name)
        .containsExactly("region:posts", "region:*", "prefix:posts:post:", "tag:mine");
    assertThat(told())
        .contains("tags tag mine invalidated: what was loaded before is stale")
        .hasSize(4);
  }

  @Test
  void whatThePipelineDecided() {
    take("hot-keys", KEY, hot(KEY));
    take("hot-keys", "posts:post:8", hot("posts:post:8"));
    take("hot-keys", KEY, null);
    take(
        "commands",
        KEY,
        MaintenanceCommand.newBuilder()
            .setId("c1")
            .setKind(CommandKind.REFRESH)
            .setKey(KEY)
            .setDeadline(NOON)
            .setReason("hot and about to expire")
            .build());
    take(
        "outcomes",
        KEY,
        CommandOutcome.newBuilder()
            .setCommandId("c1")
            .setKind(CommandKind.REFRESH)
            .setKey(KEY)
            .setResult(CommandResult.DONE)
            .setTookMicros(5000)
            .setWorker("feed-1")
            .build());
    take(
        "predictions",
        KEY,
        Prediction.newBuilder()
            .setKey(KEY)
            .setUser("u")
            .setProbability(0.5)
            .setModel("markov")
            .build());

    assertThat(told())
        .containsExactly(
            "hot-keys hot: 120 reads a second, 5.0 % of its region, rank 1, until 12:00:30.000, 0"
                + " replicas",
            "hot-keys has cooled",
            "commands refresh ordered, id c1: hot and about to expire",
            "outcomes refresh of command c1 done in 5 ms by feed-1",
            "predictions expected with 50 % to be read by user u, says markov");
    assertThat(facts().loads()).hasSize(1);
  }

  private static HotKey hot(String key) {
    return HotKey.newBuilder()
        .setKey(key)
        .setRatePerSecond(120)
        .setShare(0.05)
        .setRank(1)
        .setReads(1200)
        .setWindowMs(10_000)
        .setSince(NOON)
        .setUntil(NOON + 30_000)
        .build();
  }

  @Test
  void visitsAtTheirMoments() {
    Visit visit = Visit.newBuilder().setUser("ann").setKey(KEY).setOffsetMs(400).build();
    take(
        "visits",
        "0",
        VisitReport.newBuilder()
            .setClient("feed-1")
            .setService("feed")
            .setIntervalMs(1000)
            .setVisits(List.of(visit))
            .build());

    assertThat(timeline.events())
        .singleElement()
        .satisfies(event -> assertThat(event.at()).isEqualTo(NOON + 1 - 1000 + 400))
        .satisfies(event -> assertThat(event.text()).isEqualTo("read by user ann through feed"));
  }

  @Test
  void redisComesLast() {
    timeline.redis(1, "nothing is stored");
    take("writes", KEY, write(KEY));
    timeline.unreadable(new Timeline.Place("access", 1, 9, NOON), "1");

    assertThat(told())
        .containsExactly(
            "access a record that cannot be read",
            "writes write w1, by shop",
            "redis nothing is stored");
  }
}
