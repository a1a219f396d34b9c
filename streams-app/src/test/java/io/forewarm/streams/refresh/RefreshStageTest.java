package io.forewarm.streams.refresh;

import static io.forewarm.streams.PipelineDriver.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CommandKind;
import io.forewarm.schemas.MaintenanceCommand;
import io.forewarm.schemas.Mode;
import io.forewarm.schemas.Rule;
import io.forewarm.streams.PipelineConfig;
import io.forewarm.streams.PipelineDriver;
import io.forewarm.streams.Reports;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From reports of hot keys to orders. */
class RefreshStageTest {
  private final PipelineDriver driver = new PipelineDriver(PipelineConfig.DEFAULT);

  @AfterEach
  void close() {
    driver.close();
  }

  /** Two clients that read a key whose value expires at a time, each with an error of its own. */
  private void read(long at, String key, long expiresAt) {
    for (int jitter : new int[] {0, 37}) {
      AccessReport report = Reports.of("shop", Map.of(key, 20L));
      report.getKeys().get(0).setSoftExpiresInMs(Math.max(0, expiresAt - at) + jitter);
      driver.report(START + at, report);
    }
  }

  @Test
  void oneOrderForEachExpiryOfAHotKey() {
    for (long at = 0; at <= 60_000; at += 1000) {
      // A value of 20 s, loaded again a second after the order.
      long life = at < 18_000 ? 20_000 : at < 36_000 ? 38_000 : at < 54_000 ? 56_000 : 74_000;
      read(at, "r:a", life);
    }
    List<MaintenanceCommand> orders = driver.commands();
    assertThat(orders).extracting(MaintenanceCommand::getKey).containsOnly("r:a");
    assertThat(orders).extracting(MaintenanceCommand::getKind).containsOnly(CommandKind.REFRESH);
    assertThat(orders)
        .extracting(order -> order.getSeenSoftExpiry() - START - 537)
        .containsExactly(20_000L, 38_000L, 56_000L);
    assertThat(orders).extracting(MaintenanceCommand::getId).doesNotHaveDuplicates();
  }

  @Test
  void coldKeysAreLeftToTheirReaders() {
    AccessReport report = Reports.of("shop", Map.of("r:a", 5L));
    report.getKeys().get(0).setSoftExpiresInMs(100);
    driver.report(START, report);
    driver.report(START + 400, Reports.of("shop", Map.of()));
    assertThat(driver.commands()).isEmpty();
  }

  @Test
  void rulesSwitchItOff() {
    driver.rule(Rule.newBuilder().setTarget("off").setRefreshAhead(false).build());
    for (long at = 0; at <= 20_000; at += 1000) {
      read(at, "off:a", 20_000);
      read(at, "on:a", 20_000);
    }
    assertThat(driver.commands()).extracting(MaintenanceCommand::getKey).containsExactly("on:a");
  }

  @Test
  void whatIsOnlyObservedIsNotOrdered() {
    driver.rule(Rule.newBuilder().setTarget("seen").setMode(Mode.OBSERVE).build());
    for (long at = 0; at <= 20_000; at += 1000) {
      read(at, "seen:a", 20_000);
      read(at, "on:a", 20_000);
    }
    assertThat(driver.commands()).extracting(MaintenanceCommand::getKey).containsExactly("on:a");
  }
}
