package io.forewarm.streams.warming;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.CommandKind;
import io.forewarm.schemas.CommandOutcome;
import io.forewarm.schemas.CommandResult;
import io.forewarm.schemas.MaintenanceCommand;
import io.forewarm.schemas.Mode;
import io.forewarm.schemas.Rule;
import io.forewarm.schemas.Visit;
import io.forewarm.schemas.VisitReport;
import io.forewarm.streams.PipelineConfig;
import io.forewarm.streams.PipelineDriver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Users who read a page read its picture half a minute later; both live for 5 minutes. */
class WarmingStageTest {
  private static final long HALF_A_MINUTE = 30_000;

  private final PipelineDriver driver = new PipelineDriver(PipelineConfig.DEFAULT);
  private final List<MaintenanceCommand> orders = new ArrayList<>();
  private long now = PipelineDriver.START;

  @AfterEach
  void close() {
    driver.close();
  }

  private void visit(String user, String key) {
    Visit visit = new Visit(user, key, 100);
    driver.visits(now, new VisitReport("client", "service", 100, List.of(visit)));
    orders.addAll(driver.commands());
  }

  private void browse(int times) {
    for (int i = 0; i < times; i++) {
      String user = "user" + i % 40;
      int page = i % 25;
      visit(user, "site:page:" + page);
      now += HALF_A_MINUTE;
      visit(user, "site:picture:" + page);
      now += HALF_A_MINUTE;
    }
  }

  @Test
  void warmsWhatComesNext() {
    browse(1_500);
    orders.clear();
    visit("ann", "site:page:10");
    assertThat(orders)
        .anySatisfy(
            order -> {
              assertThat(order.getKind()).isEqualTo(CommandKind.WARM);
              assertThat(order.getKey()).isEqualTo("site:picture:10");
              assertThat(order.getSeenSoftExpiry()).isEqualTo(now);
              assertThat(order.getDeadline()).isEqualTo(now + 2_000);
            });
    orders.clear();
    visit("bob", "site:page:10");
    assertThat(orders).as("it is on its way").isEmpty();
  }

  @Test
  void ordersNothingBeforeItKnows() {
    browse(3);
    assertThat(orders).isEmpty();
  }

  @Test
  void aRuleTurnsItOff() {
    driver.rule(Rule.newBuilder().setTarget("site").setWarming(false).build());
    browse(1_500);
    assertThat(orders).isEmpty();
  }

  @Test
  void whatIsObservedLearnsButOrdersNothing() {
    driver.rule(Rule.newBuilder().setTarget("site").setMode(Mode.OBSERVE).build());
    browse(1_500);
    assertThat(orders).isEmpty();
    driver.rule(Rule.newBuilder().setTarget("site").setMode(Mode.ACT).build());
    visit("ann", "site:page:10");
    assertThat(orders).extracting(MaintenanceCommand::getKey).contains("site:picture:10");
  }

  private void became(MaintenanceCommand order, CommandResult result) {
    driver.outcome(
        now,
        CommandOutcome.newBuilder()
            .setCommandId(order.getId())
            .setKind(order.getKind())
            .setKey(order.getKey())
            .setResult(result)
            .build());
  }

  @Test
  void whatWasNotLoadedMayBeOrderedAgain() {
    browse(1_500);
    orders.clear();
    visit("ann", "site:page:10");
    MaintenanceCommand order =
        orders.stream().filter(one -> one.getKey().equals("site:picture:10")).findAny().get();

    became(order, CommandResult.DONE);
    now += HALF_A_MINUTE;
    orders.clear();
    visit("bob", "site:page:10");
    assertThat(orders).as("it was loaded").isEmpty();

    became(order, CommandResult.FAILED);
    now += HALF_A_MINUTE;
    visit("cid", "site:page:10");
    assertThat(orders).extracting(MaintenanceCommand::getKey).contains("site:picture:10");
  }

  /** Ten films that many watch from 18:00 on, and nobody by day, while one page is always read. */
  private void day() {
    long evening = now + TimeUnit.HOURS.toMillis(10); // days begin at 08:00
    long over = now + TimeUnit.DAYS.toMillis(1);
    while (now < over) {
      visit("nobody", "site:front");
      boolean watched = now >= evening && now < evening + 8 * HALF_A_MINUTE;
      for (int film = 0; film < 10 && watched; film++) {
        visit("user" + film, "site:film:" + film);
      }
      now += watched ? HALF_A_MINUTE : 4 * HALF_A_MINUTE;
    }
  }

  @Test
  void warmsWhatComesBackEveryEveningAndForgetsNoneOfItInARestart() {
    for (int day = 0; day < 4; day++) {
      day();
    }
    long evening = now + TimeUnit.HOURS.toMillis(10);
    driver.rule(Rule.newBuilder().setTarget("site").setSoftTtlMs(600_000L).build());
    orders.clear();
    day();
    List<MaintenanceCommand> films =
        orders.stream()
            .filter(order -> order.getKey().startsWith("site:film"))
            .filter(order -> order.getSeenSoftExpiry() < evening)
            .toList();
    assertThat(films).as("another life begins anew, but for the seasons").hasSize(10);
    assertThat(films)
        .allSatisfy(
            order -> {
              assertThat(order.getSeenSoftExpiry()).isGreaterThanOrEqualTo(evening - 300_000);
              assertThat(order.getDeadline()).isGreaterThanOrEqualTo(evening);
            });
  }
}
