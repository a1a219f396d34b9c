package io.forewarm.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.embedded.Embedded;
import io.forewarm.local.CommandRun;
import io.forewarm.schemas.CacheKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The checker finds an invalidation in a thousand that was lost on its way to Redis, and one that
 * was lost on its way to the clients, and names the keys; without a fault it finds none.
 */
@Tag("integration")
class PlantedFaultTest {
  private static final CheckConfig CONFIG =
      CheckConfig.DEFAULT.withSample(1).within(Duration.ofMillis(100), Duration.ofMillis(700));
  private static final List<String> IDS =
      IntStream.range(0, 1_100).mapToObj(i -> "thing-" + i).toList();
  private static final String FORGOTTEN_NEAR = CacheKey.of(CheckLab.REGION, IDS.get(7));

  @Test
  void isFoundAndItsKeysAreNamed() throws Exception {
    try (CheckLab lab = new CheckLab(CONFIG)) {
      lab.writeAll(IDS);
      lab.readAll(IDS);
      CheckLab.await().until(() -> looked(lab.checker.report()) == IDS.size());
      CheckReport sound = lab.checker.report();
      assertThat(sound.watched()).isEqualTo(IDS.size());
      assertThat(sound.offenders()).as("%s", sound).isZero();

      lab.copyNear(FORGOTTEN_NEAR);
      lab.redis.armed(true);
      ForgetfulLog.forgets(CacheKey.hash(FORGOTTEN_NEAR));
      lab.writeAll(IDS);
      assertThat(lab.checker.finish(Duration.ofSeconds(60))).isTrue();
      CheckReport faulty = lab.checker.report();

      Map<String, String> expected = new TreeMap<>();
      lab.redis.forgotten().forEach(key -> expected.put(key, "redis"));
      assertThat(expected).hasSize(1).doesNotContainKey(FORGOTTEN_NEAR);
      expected.put(FORGOTTEN_NEAR, "near");
      assertThat(faulty.first().stream().collect(Collectors.toMap(Offender::key, Offender::place)))
          .isEqualTo(expected);
      assertThat(faulty.open()).isEqualTo(2);
      assertThat(lab.meters.get("forewarm.check.offenders").counters())
          .extracting(counter -> counter.getId().getTag("place") + " " + counter.count())
          .containsExactlyInAnyOrder("redis 1.0", "near 1.0");
      assertThatTheAlertFires(lab);
    }
  }

  private static long looked(CheckReport report) {
    CheckReport.Share last = report.shares().get(report.shares().size() - 1);
    return last.looked() + last.unproven() + last.missed();
  }

  private static void assertThatTheAlertFires(CheckLab lab) {
    CommandRun insights =
        CommandRun.of(
            "topics",
            "tail",
            "insights",
            "--from-beginning",
            "--max",
            "1",
            "--timeout",
            "10s",
            "--bootstrap-server",
            Embedded.kafka().bootstrapServers(),
            "--prefix",
            lab.topics.prefix());
    assertThat(insights.out())
        .contains("\"name\":\"consistency\"", "\"firing\":true", "\"region\":\"things\"");
  }
}
