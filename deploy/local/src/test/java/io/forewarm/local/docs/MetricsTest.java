package io.forewarm.local.docs;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.Forewarm;
import io.forewarm.client.ForewarmConfig;
import io.forewarm.client.RegionConfig;
import io.forewarm.client.codec.Codec;
import io.forewarm.client.expiry.TtlBounds;
import io.forewarm.client.testing.MemoryStore;
import io.forewarm.embedded.Embedded;
import io.forewarm.local.check.CheckConfig;
import io.forewarm.local.check.CheckMeters;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.balance.BalanceMeters;
import io.forewarm.streams.cdc.CdcConfig;
import io.forewarm.streams.cdc.CdcWorker;
import io.forewarm.streams.console.AlertBoard;
import io.forewarm.streams.console.StandingAlerts;
import io.forewarm.streams.flow.FlowMeters;
import io.forewarm.streams.hotkeys.HotKeyMeters;
import io.forewarm.streams.insight.AlertMeters;
import io.forewarm.streams.invalidation.InvalidationConfig;
import io.forewarm.streams.invalidation.InvalidationWorker;
import io.forewarm.streams.maintenance.EvictionMeters;
import io.forewarm.streams.warming.WarmingMeters;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table of meters is what a client with everything in it, and the app, register. {@code
 * -Dforewarm.generate} writes it anew.
 */
@org.junit.jupiter.api.Tag("integration")
class MetricsTest {
  private static final Path FILE = Document.ROOT.resolve("docs/metrics.md");

  /** Tags with as many values as an installation has of the thing. */
  private static final Set<String> OPEN_TAGS = Set.of("region", "node", "origin", "group");

  private static final String BEFORE =
      """
      # Meters

      Generated from the registry of a client with every feature, of the app's workers and stages, and of `./forewarm check`;
      names and tags are API. A client's go where the service says, `ForewarmConfig.builder(...).meters(registry)`, any
      registry of Micrometer; the app's are at `/metrics`, with those of Kafka Streams and the JVM under their own names. Counters count since the start of
      the process; Prometheus shows `forewarm.client.reads` as `forewarm_client_reads_total`. `region` is the name of a region,
      `node` the address of a master of Redis, `origin` what a region's loaders read; what else a tag may say stands behind it.

      | meter | kind | tags | unit | what it says |
      |---|---|---|---|---|
      """;
  private static final String AFTER =
      """

      Where to look first: reads of the layer `origin` against all reads is the miss ratio; `stale` of the cause
      `redis-away`, `loads.degraded` and `breaker.open` say that a dependency is in trouble; `watermark.age`
      that near entries have lost their proof; `lease.waits` how long readers wait for another process.
      """;

  private final MeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void theTableIsTheRegistrys() throws IOException {
    Topics topics = Embedded.topics(Embedded.uniquePrefix("metrics"), 2);
    ForewarmConfig config =
        ForewarmConfig.builder("metrics")
            .redis(Embedded.redis().url())
            .kafka(Embedded.kafka().bootstrapServers())
            .topics(topics)
            .meters(registry)
            .build();
    String table;
    InvalidationWorker.Surroundings around =
        new InvalidationWorker.Surroundings(
            config.kafka(), topics, new MemoryStore(), registry, "metrics");
    try (Forewarm forewarm = Forewarm.connect(config);
        InvalidationWorker worker = InvalidationWorker.start(InvalidationConfig.DEFAULT, around);
        CdcWorker changes =
            CdcWorker.start(
                new CdcConfig(List.of(), List.of("metrics.outbox")),
                new CdcWorker.Surroundings(config.kafka(), topics, registry, "metrics"))) {
      assertThat(worker.partitions()).isNotNull();
      assertThat(changes).isNotNull();
      HotKeyMeters unused = new HotKeyMeters(registry);
      AlertMeters unusedToo = new AlertMeters(registry);
      WarmingMeters unusedAsWell = new WarmingMeters(registry);
      new BalanceMeters(registry).show(Map.of("127.0.0.1:6379", 100.0), 1, 1);
      FlowMeters flow = new FlowMeters(registry);
      List<String> names =
          topics.all().stream()
              .map(topic -> topic.name().substring(topics.prefix().length()))
              .toList();
      names.forEach(topic -> flow.appended(topic, 1));
      flow.behind(names.stream().map(topic -> new FlowMeters.Behind("app", topic, 1, 1)).toList());
      StandingAlerts.register(registry, new AlertBoard(key -> true));
      new EvictionMeters(registry).show(Map.of("127.0.0.1:6379", 0.5));
      CheckMeters unusedAlso = new CheckMeters(registry, CheckConfig.DEFAULT);
      forewarm.open(
          RegionConfig.builder("things", String.class, "{id}")
              .codec(Codec.utf8())
              .ttlBounds(TtlBounds.of(Duration.ofSeconds(1), Duration.ofHours(1)))
              .loader(key -> key)
              .batchLoader(keys -> Map.of())
              .build());
      table = BEFORE + rows() + AFTER;
    }
    if (System.getProperty("forewarm.generate") != null) {
      Files.writeString(FILE, table);
    }
    assertThat(table).contains("forewarm.client.reads", "forewarm.client.writes.published");
    assertThat(Files.readString(FILE))
        .as("docs/metrics.md differs: run this test with -Dforewarm.generate")
        .isEqualTo(table);
  }

  private String rows() {
    Map<String, List<Meter>> byName =
        registry.getMeters().stream()
            .filter(meter -> meter.getId().getName().startsWith("forewarm."))
            .collect(
                groupingBy(meter -> meter.getId().getName(), TreeMap::new, Collectors.toList()));
    return byName.entrySet().stream()
        .map(entry -> row(entry.getKey(), entry.getValue()))
        .collect(joining());
  }

  private static String row(String name, List<Meter> meters) {
    Meter.Id id = meters.get(0).getId();
    assertThat(id.getDescription()).as("description of %s", name).isNotBlank();
    return "| `%s` | %s | %s | %s | %s |\n"
        .formatted(
            name,
            id.getType().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            tags(meters),
            Objects.requireNonNullElse(id.getBaseUnit(), ""),
            id.getDescription());
  }

  /** Names of tags, with the values of those that have few. */
  private static String tags(List<Meter> meters) {
    Map<String, TreeSet<String>> values = new TreeMap<>();
    for (Meter meter : meters) {
      for (Tag tag : meter.getId().getTags()) {
        values.computeIfAbsent(tag.getKey(), key -> new TreeSet<>()).add(tag.getValue());
      }
    }
    return values.entrySet().stream()
        .map(
            tag ->
                OPEN_TAGS.contains(tag.getKey())
                    ? "`" + tag.getKey() + "`"
                    : "`" + tag.getKey() + "`: " + String.join(", ", tag.getValue()))
        .collect(joining("; "));
  }
}
