package io.forewarm.streams.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.forewarm.schemas.Alert;
import io.forewarm.schemas.AlertCause;
import io.forewarm.schemas.AlertLevel;
import io.forewarm.schemas.Insight;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertBoardTest {
  private final Set<String> hot = new TreeSet<>(Set.of("posts:1", "posts:2"));
  private final AlertBoard board = new AlertBoard(hot::contains);

  private void say(
      String name, AlertLevel level, @Nullable String key, @Nullable String node, boolean on) {
    say(name, level, key, node, on, 1000);
  }

  private void say(
      String name,
      AlertLevel level,
      @Nullable String key,
      @Nullable String node,
      boolean firing,
      long at) {
    Alert alert =
        Alert.newBuilder()
            .setName(name)
            .setLevel(level)
            .setFiring(firing)
            .setText("what to do")
            .setKey(key)
            .setNode(node)
            .setCause(AlertCause.NEAR_OFF)
            .build();
    board.put(new Insight("posts", at, alert), alert);
  }

  @Test
  void monitorsSeeHowManyStandUntilTheyEnd() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    StandingAlerts.register(registry, board);
    say("ShardImbalance", AlertLevel.WARNING, null, "redis-1:6379", true);
    say("ShardImbalance", AlertLevel.WARNING, null, "redis-2:6379", true);
    say("HotKeyUnmitigated", AlertLevel.WARNING, "posts:1", null, true);
    assertThat(standing(registry, "ShardImbalance")).isEqualTo(2);
    assertThat(standing(registry, "HotKeyUnmitigated")).isEqualTo(1);
    hot.remove("posts:1");
    say("ShardImbalance", AlertLevel.WARNING, null, "redis-1:6379", false);
    assertThat(standing(registry, "ShardImbalance")).isEqualTo(1);
    assertThat(standing(registry, "HotKeyUnmitigated")).isZero();
  }

  private static double standing(SimpleMeterRegistry registry, String alert) {
    return registry.get("forewarm.alerts.standing").tag("alert", alert).gauge().value();
  }

  @Test
  void showsWhatStandsTheWorstFirst() {
    say("HotKeyDetected", AlertLevel.INFO, "posts:1", null, true, 1000);
    say("HotKeyUnmitigated", AlertLevel.WARNING, "posts:1", null, true, 2000);
    say("ShardImbalance", AlertLevel.WARNING, null, "redis:6379", true, 3000);
    say("consistency", AlertLevel.CRITICAL, null, null, true, 1500);
    assertThat(board.rows())
        .extracting(AlertBoard.Row::name, AlertBoard.Row::subject, AlertBoard.Row::since)
        .containsExactly(
            tuple("consistency", "posts", 1500L),
            tuple("ShardImbalance", "redis:6379", 3000L),
            tuple("HotKeyUnmitigated", "posts:1", 2000L),
            tuple("HotKeyDetected", "posts:1", 1000L));
    assertThat(board.rows().get(2).cause()).isEqualTo("NEAR_OFF");
    assertThat(board.rows().get(2).text()).isEqualTo("what to do");
  }

  @Test
  void anAlertGoesWhenItEndsAndNoOtherWithIt() {
    say("ShardImbalance", AlertLevel.WARNING, null, "a:1", true);
    say("ShardImbalance", AlertLevel.WARNING, null, "b:1", true);
    say("ShardImbalance", AlertLevel.WARNING, null, "a:1", false);
    assertThat(board.rows()).extracting(AlertBoard.Row::subject).containsExactly("b:1");
  }

  @Test
  void whatIsSaidAgainStandsSinceItWasSaidFirst() {
    say("ShardImbalance", AlertLevel.WARNING, null, "a:1", true, 1000);
    say("ShardImbalance", AlertLevel.WARNING, null, "a:1", true, 9000);
    assertThat(board.rows()).extracting(AlertBoard.Row::since).containsExactly(1000L);
  }

  @Test
  void anAlertAboutAKeyStandsNoLongerThanTheKeyIsHot() {
    say("HotKeyUnmitigated", AlertLevel.WARNING, "posts:1", null, true);
    say("HotKeyUnmitigated", AlertLevel.WARNING, "posts:2", null, true);
    hot.remove("posts:1");
    assertThat(board.rows()).extracting(AlertBoard.Row::subject).containsExactly("posts:2");
  }

  @Test
  void theOldestGiveWayToTooMany() {
    for (int i = 0; i < 1001; i++) {
      say("ShardImbalance", AlertLevel.WARNING, null, "node" + i, true, i);
    }
    assertThat(board.rows()).hasSize(1000);
    assertThat(board.rows()).extracting(AlertBoard.Row::subject).doesNotContain("node0");
  }
}
