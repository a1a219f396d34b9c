package io.forewarm.streams.insight;

import static io.forewarm.streams.PipelineDriver.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.Alert;
import io.forewarm.schemas.AlertCause;
import io.forewarm.schemas.Insight;
import io.forewarm.schemas.Rule;
import io.forewarm.streams.PipelineConfig;
import io.forewarm.streams.PipelineDriver;
import io.forewarm.streams.Reports;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said of hot keys, from reports to alerts. */
class AlertStageTest {
  private final PipelineDriver driver = new PipelineDriver(PipelineConfig.DEFAULT);

  @AfterEach
  void close() {
    driver.close();
  }

  private void read(long second, long reads, long nearHits) {
    AccessReport report = Reports.of("shop", Map.of("r:a", reads));
    report.getKeys().set(0, Reports.key("r:a", reads).setNearHits(nearHits).build());
    driver.report(START + 1000 * second, report);
  }

  private List<Insight> said() {
    return driver.insights().stream()
        .filter(insight -> insight.getBody() instanceof Alert)
        .toList();
  }

  private static Alert alert(Insight insight) {
    return (Alert) insight.getBody();
  }

  @Test
  void aKeyThatBecomesHotIsSaidOnceAndThatItCooled() {
    for (int second = 0; second <= 40; second++) {
      read(second, 100, 100);
    }
    read(60, 0, 0);
    read(120, 0, 0);
    List<Insight> said = said();
    assertThat(said)
        .extracting(insight -> alert(insight).getName(), insight -> alert(insight).getFiring())
        .containsExactly(tuple("HotKeyDetected", true), tuple("HotKeyDetected", false));
    Insight detected = said.get(0);
    assertThat(detected.getRegion()).isEqualTo("r");
    assertThat(detected.getAt()).isEqualTo(START + 200);
    assertThat(alert(detected).getKey()).isEqualTo("r:a");
    assertThat(alert(detected).getMeasured()).isEqualTo(1);
    assertThat(alert(detected).getRatePerSecond()).isEqualTo(10);
    assertThat(alert(detected).getText()).contains("r:a is hot by READS", "read by shop");
  }

  @Test
  void aKeyThatStillBurdensRedisIsSaidWithItsCauseAndWhenItDoesNoMore() {
    driver.rule(Rule.newBuilder().setTarget("r").setNear(false).build());
    for (int second = 0; second <= 60; second++) {
      read(second, 200, second <= 30 ? 20 : 190);
    }
    List<Insight> said =
        said().stream().filter(insight -> !alert(insight).getName().endsWith("Detected")).toList();
    assertThat(said)
        .extracting(
            Insight::getAt,
            insight -> alert(insight).getFiring(),
            insight -> alert(insight).getCause())
        .containsExactly(
            tuple(START + 20_200, true, AlertCause.NEAR_OFF),
            tuple(START + 40_200, false, AlertCause.UNKNOWN));
    Alert burden = alert(said.get(0));
    assertThat(burden.getName()).isEqualTo("HotKeyUnmitigated");
    assertThat(burden.getMeasured()).isEqualTo(0.9);
    assertThat(burden.getLimit()).isEqualTo(0.5);
    assertThat(burden.getText()).contains("180 of its 200 reads a second", "a rule forbids");
  }

  @Test
  void aKeyThatCoolsIsUnmitigatedNoMore() {
    for (int second = 0; second <= 25; second++) {
      read(second, 200, 0);
    }
    read(60, 0, 0);
    read(120, 0, 0);
    assertThat(said())
        .extracting(insight -> alert(insight).getName(), insight -> alert(insight).getFiring())
        .containsExactly(
            tuple("HotKeyDetected", true),
            tuple("HotKeyUnmitigated", true),
            tuple("HotKeyUnmitigated", false),
            tuple("HotKeyDetected", false));
  }
}
