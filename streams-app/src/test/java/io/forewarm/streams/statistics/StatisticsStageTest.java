package io.forewarm.streams.statistics;

import static io.forewarm.streams.PipelineDriver.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.Span;
import io.forewarm.schemas.TemplateStats;
import io.forewarm.streams.PipelineConfig;
import io.forewarm.streams.PipelineDriver;
import io.forewarm.streams.Reports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Statistics of key templates, judged by counting everything. */
class StatisticsStageTest {
  private static final int INTERVAL = 2_000;

  private static final int USERS = 20_000;

  private final PipelineDriver driver = new PipelineDriver(PipelineConfig.DEFAULT);
  private final Map<String, TemplateStats> rows = new HashMap<>();
  private final Map<String, List<Double>> readTimes = new HashMap<>();
  private final Map<String, List<Long>> loadMicros = new HashMap<>();
  private final Map<String, Long> reads = new HashMap<>();
  private final Map<String, Long> stale = new HashMap<>();
  private final Map<String, Set<String>> keys = new HashMap<>();

  @AfterEach
  void close() {
    driver.close();
  }

  private void collect() {
    driver.pass(Duration.ofSeconds(1));
    for (TestRecord<String, TemplateStats> record : driver.trends()) {
      rows.put(record.key(), record.value());
    }
  }

  private TemplateSums sum(String template, Span span) {
    TemplateSums sums = new TemplateSums();
    rows.values().stream()
        .filter(row -> row.getTemplate().equals(template) && row.getSpan() == span)
        .forEach(sums::add);
    return sums;
  }

  private void report(long end, Random random) {
    AccessReport report = Reports.of("shop", Map.of());
    List<KeyAccess> accesses = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String template = i % 2 == 0 ? "user:*:profile" : "post:*";
      String key =
          i % 2 == 0
              ? "r:user:" + (1_000 + random.nextInt(50)) + ":profile"
              : "r:post:" + (2_000 + i);
      if (accesses.stream().noneMatch(access -> access.getKey().equals(key))) {
        accesses.add(access(key, template, end, random));
      }
    }
    report.setKeys(accesses);
    driver.report(end, report);
  }

  private KeyAccess access(String key, String template, long end, Random random) {
    int count = 1 + random.nextInt(5);
    boolean first = keys.computeIfAbsent(template, name -> new HashSet<>()).add(key);
    long micros = 1_000L + random.nextInt(90_000);
    List<Double> times = readTimes.computeIfAbsent(key, name -> new ArrayList<>());
    for (int i = 0; i < count; i++) {
      times.add(end - INTERVAL + (i + 0.5) * INTERVAL / count);
    }
    reads.merge(template, (long) count, Long::sum);
    stale.merge(template, 1L, Long::sum);
    if (first) {
      loadMicros.computeIfAbsent(template, name -> new ArrayList<>()).add(micros);
    }
    return Reports.key(key, count)
        .setStaleHits(1)
        .setMisses(first ? 1 : 0)
        .setLoads(first ? 1 : 0)
        .setLoadMicros(first ? micros : 0)
        .setSizeBytes(500)
        .build();
  }

  private long loads(String prefix, long ttl) {
    long loads = 0;
    for (Map.Entry<String, List<Double>> key : readTimes.entrySet()) {
      double freshUntil = Double.NEGATIVE_INFINITY;
      for (double read : key.getValue()) {
        if (key.getKey().startsWith(prefix) && read >= freshUntil) {
          loads++;
          freshUntil = Math.floor(read) + ttl;
        }
      }
    }
    return loads;
  }

  @Test
  void saysWhatCountingEverythingSays() {
    Random random = new Random(11);
    for (long at = START + INTERVAL; at <= START + 58_000; at += INTERVAL) {
      report(at, random);
    }
    driver.report(START + 75_000, Reports.of("shop", Map.of()));
    collect();
    for (String template : List.of("user:*:profile", "post:*")) {
      TemplateSums sums = sum(template, Span.TEN_SECONDS);
      assertThat(sums.get(Figure.READS)).isEqualTo(reads.get(template));
      assertThat(sums.get(Figure.STALE_HITS)).isEqualTo(stale.get(template));
      assertThat(sums.distinctKeys()).isCloseTo(keys.get(template).size(), withinPercentage(20));
      List<Long> sorted = new ArrayList<>(loadMicros.get(template));
      Collections.sort(sorted);
      assertThat(sums.loadTimes().quantile(0.5))
          .isCloseTo(sorted.get((sorted.size() + 1) / 2 - 1), withinPercentage(6.25));
      assertThat(sums.valueBytes()).isCloseTo(500 * sums.distinctKeys(), withinPercentage(0.1));
      assertThat(sum(template, Span.MINUTE).get(Figure.READS)).isEqualTo(reads.get(template));
      String prefix = template.startsWith("user") ? "r:user" : "r:post";
      for (int ttl = 0; ttl < 5; ttl++) {
        assertThat(sums.loadsByTtl().get(ttl))
            .as("loads with a TTL of %d ms", TtlGrid.MILLIS.get(ttl))
            .isCloseTo(loads(prefix, TtlGrid.MILLIS.get(ttl)), withinPercentage(2));
      }
    }
  }

  /** Ten times as many reports as are counted one by one, half of the reads of a few keys. */
  @Test
  void ofTooManyReportsAShareSaysAboutWhatAllWouldSay() {
    StatisticsConfig some = new StatisticsConfig(true, 128, 2_000, 1_000);
    RegionKeys counted = new RegionKeys(0, some, key -> 0);
    TemplateSums light = new TemplateSums();
    for (int round = 0; round < 4; round++) {
      long from = START + round * 10_000L;
      light = new TemplateSums();
      for (int user = 0; user < USERS; user++) {
        Interval interval = new Interval(from + user / 4, from + INTERVAL + user / 4);
        counted.take(
            Reports.key("r:user:" + user, 1).setLoads(1).setLoadMicros(9_000).build(), interval);
        if (user % 200 == 0) {
          counted.take(Reports.key("r:top:" + user, 2 * 200).build(), interval);
        }
      }
      for (TemplateStats stats : counted.next(from, from + 10_000)) {
        if (stats.getTemplate().equals("user:*")) {
          light.add(stats);
        } else {
          assertThat(stats.getCounters().get(Figure.READS.place())).isEqualTo(2L * USERS);
        }
      }
    }
    assertThat(light.get(Figure.READS)).isCloseTo(USERS, withinPercentage(10));
    assertThat(light.get(Figure.LOADS)).isEqualTo(light.get(Figure.READS));
    assertThat(light.loadTimes().count()).isEqualTo(light.get(Figure.LOADS));
    assertThat(light.distinctKeys()).isCloseTo(USERS, withinPercentage(20));
    assertThat(light.get(Figure.SAMPLED_KEYS)).isCloseTo(USERS, withinPercentage(30));
  }

  @Test
  void minutesThatAreOverGrowIntoHoursOnce() {
    Random random = new Random(5);
    for (long at = START + INTERVAL; at < START + 300_000; at += INTERVAL) {
      report(at, random);
      if (at % 60_000 == 0) {
        collect();
      }
    }
    driver.report(START + 400_000, Reports.of("shop", Map.of("r:post:1", 1L)));
    driver.report(START + 500_000, Reports.of("shop", Map.of("r:post:1", 1L)));
    collect();
    long expected = reads.get("user:*:profile");
    assertThat(sum("user:*:profile", Span.HOUR).get(Figure.READS)).isEqualTo(expected);
    assertThat(sum("user:*:profile", Span.DAY).get(Figure.READS)).isEqualTo(expected);
    assertThat(sum("user:*:profile", Span.WEEK).get(Figure.READS)).isEqualTo(expected);
  }

  @Test
  void manyNamesBecomeOneTemplateAndNoReadIsLost() {
    for (int i = 0; i < 100; i++) {
      String name = "" + (char) ('a' + i / 26) + (char) ('a' + i % 26) + "name";
      driver.report(START + i * 500L, Reports.of("shop", Map.of("r:user:" + name + ":posts", 2L)));
    }
    driver.report(START + 75_000, Reports.of("shop", Map.of()));
    collect();
    rows.values().removeIf(row -> row == null);
    assertThat(rows.values()).extracting(TemplateStats::getTemplate).containsOnly("user:*:posts");
    assertThat(sum("user:*:posts", Span.TEN_SECONDS).get(Figure.READS)).isEqualTo(200);
  }
}
