package io.forewarm.streams.hotkeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forewarm.embedded.Embedded;
import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.AppProcess;
import io.forewarm.streams.TopicTail;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances of the app with standbys. While reports come in, one is killed, comes back, and
 * then one after the other is restarted in order. In every partition another key becomes hot all
 * the time: how late it is announced at most is the time for which the partition was not judged.
 */
@Tag("proof")
class HotKeyTakeoverTest {
  private static final int PARTITIONS = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long MOST_AFTER_A_KILL_MS = 8_000;
  private static final long MOST_IN_A_ROLLING_RESTART_MS = 2_000;

  @TempDir private Path folder;

  private final Topics topics = Embedded.topics(Embedded.uniquePrefix("takeover"), PARTITIONS);
  private final Admin admin =
      Admin.create(Map.of("bootstrap.servers", Embedded.kafka().bootstrapServers()));
  private final SteadyReports reports = new SteadyReports(topics);
  private final TopicTail<HotKey> announced = TopicTail.of(topics.hotKeys, HotKey.class);
  private int starts;

  @AfterEach
  void disconnect() {
    reports.close();
    announced.close();
    admin.close();
  }

  private AppProcess start(String instance) {
    return AppProcess.start(
        topics,
        folder,
        instance + "-" + ++starts,
        "streams.instance-id=" + instance,
        "streams.standby-replicas=1",
        "hot-keys.threshold.min-reads=" + SteadyReports.HOT_READS,
        "hot-keys.threshold.share=1e-9");
  }

  @Test
  void nothingIsLostAndTheGapIsShort() throws Exception {
    AppProcess a = start("a");
    AppProcess b = start("b");
    try {
      a.awaitReady();
      b.awaitReady();
      reports.start();
      awaitOwners("a", "b");
      awaitAnnouncedFromNowOn();

      long killed = System.currentTimeMillis();
      a.kill();
      awaitAnnouncedFromNowOn();
      long gap = longestDelay(killed);
      System.out.printf("gap after SIGKILL: %d ms%n", gap);

      a = start("a");
      a.awaitReady();
      awaitOwners("a", "b");
      awaitRenewedFromNowOn();
      long rolling = System.currentTimeMillis();
      a.stop();
      a = start("a");
      a.awaitReady();
      awaitOwners("a", "b");
      awaitRenewedFromNowOn();
      b.stop();
      b = start("b");
      b.awaitReady();
      awaitOwners("a", "b");
      awaitRenewedFromNowOn();
      long rollingGap = longestDelay(rolling);
      System.out.printf("gap in a rolling restart: %d ms%n", rollingGap);
      reports.close();

      everyAnnouncementCountsWhatWasReported();
      whatIsReadAllTheTimeStaysHot();
      assertThat(gap).isPositive().isLessThanOrEqualTo(MOST_AFTER_A_KILL_MS);
      assertThat(rollingGap).isPositive().isLessThanOrEqualTo(MOST_IN_A_ROLLING_RESTART_MS);
    } finally {
      a.close();
      b.close();
    }
  }

  /** Waits until each of the instances judges at least one partition. */
  private void awaitOwners(String... instances) {
    await().atMost(PATIENCE).until(() -> owners().equals(Set.of(instances)));
  }

  private Set<String> owners() throws Exception {
    String group = topics.prefix() + "app";
    Set<String> owners = new HashSet<>();
    for (MemberDescription member :
        admin.describeConsumerGroups(List.of(group)).all().get().get(group).members()) {
      boolean judges =
          member.assignment().topicPartitions().stream()
              .anyMatch(partition -> partition.topic().equals(topics.access.name()));
      if (judges) {
        owners.add(member.groupInstanceId().orElse("").substring(0, 1));
      }
    }
    return owners;
  }

  /** Waits until in every partition a key is announced that became hot after this moment. */
  private void awaitAnnouncedFromNowOn() {
    long now = System.currentTimeMillis();
    await()
        .atMost(PATIENCE)
        .pollInSameThread()
        .until(
            () -> {
              Set<Integer> seen = new HashSet<>();
              for (ConsumerRecord<byte[], HotKey> record : announced.records()) {
                if (record.value() != null && record.value().getSince() > now) {
                  seen.add(record.partition());
                }
              }
              return seen.size() == PARTITIONS;
            });
  }

  /** Waits until what is read all the time was renewed: whoever judges it does so for a while. */
  private void awaitRenewedFromNowOn() {
    long now = System.currentTimeMillis();
    await()
        .atMost(PATIENCE)
        .pollInSameThread()
        .until(
            () ->
                announced.records().stream()
                        .filter(record -> record.timestamp() > now && record.value() != null)
                        .map(HotKeyTakeoverTest::key)
                        .filter(reports.steady()::contains)
                        .distinct()
                        .count()
                    == PARTITIONS);
  }

  /**
   * Returns the longest time from the end of the window in which a key became hot to its first
   * announcement, milliseconds.
   */
  private long longestDelay(long from) {
    return announced.records().stream()
        .filter(record -> record.value() != null && record.value().getSince() > from)
        .filter(record -> end(record.value()) == record.value().getSince())
        .mapToLong(record -> record.timestamp() - record.value().getSince())
        .max()
        .orElseThrow();
  }

  private static long end(HotKey hot) {
    return hot.getUntil() - HotKeyConfig.DEFAULT.stay().hold().toMillis();
  }

  private static String key(ConsumerRecord<byte[], ?> record) {
    return new String(record.key(), UTF_8);
  }

  private void everyAnnouncementCountsWhatWasReported() {
    Map<String, NavigableMap<Long, Long>> reads = readsOfAllReports();
    int checked = 0;
    for (ConsumerRecord<byte[], HotKey> record : announced.records()) {
      HotKey hot = record.value();
      if (hot != null) {
        long end = end(hot);
        long expected =
            reads
                .get(key(record))
                .subMap(end - hot.getWindowMs(), true, end, false)
                .values()
                .stream()
                .mapToLong(count -> count)
                .sum();
        assertThat(hot.getReads()).as("%s at %d", key(record), end).isEqualTo(expected);
        checked++;
      }
    }
    System.out.printf("%d announcements equal brute force%n", checked);
    assertThat(checked).isGreaterThan(500);
  }

  private Map<String, NavigableMap<Long, Long>> readsOfAllReports() {
    Map<String, NavigableMap<Long, Long>> reads = new HashMap<>();
    try (TopicTail<AccessReport> access = TopicTail.of(topics.access, AccessReport.class)) {
      await()
          .atMost(PATIENCE)
          .pollInSameThread()
          .until(() -> access.records().size() >= reports.sent());
      for (ConsumerRecord<byte[], AccessReport> record : access.records()) {
        for (KeyAccess counted : record.value().getKeys()) {
          reads
              .computeIfAbsent(counted.getKey(), key -> new TreeMap<>())
              .merge(record.timestamp(), counted.getReads(), Long::sum);
        }
      }
    }
    return reads;
  }

  private void whatIsReadAllTheTimeStaysHot() {
    Map<String, HotKey> last = new HashMap<>();
    for (ConsumerRecord<byte[], HotKey> record : announced.records()) {
      if (reports.steady().contains(key(record))) {
        assertThat(record.value()).as("%s is not cooled", key(record)).isNotNull();
        HotKey before = last.put(key(record), record.value());
        if (before != null) {
          assertThat(record.value().getSince()).isEqualTo(before.getSince());
          assertThat(record.timestamp()).as("renewed in time").isLessThan(before.getUntil());
        }
      }
    }
    assertThat(last.keySet()).isEqualTo(reports.steady());
  }
}
