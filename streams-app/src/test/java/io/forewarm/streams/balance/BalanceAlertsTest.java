package io.forewarm.streams.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.Alert;
import io.forewarm.schemas.AlertCause;
import io.forewarm.schemas.HotKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which keys and slots an imbalance is laid at the door of. */
class BalanceAlertsTest {
  private static final Balance BALANCE =
      new Balance(Map.of("a:1", 9000.0, "b:1", 1000.0, "c:1", 2000.0));

  private final BalanceAlerts alerts = new BalanceAlerts(BalanceConfig.DEFAULT);

  /** Three masters; a key lies in the slot that its name says, its replicas one slot further. */
  private static final class ThreeMasters implements HotSlots.Places {
    @Override
    public int slot(String cacheKey, int number) {
      return Integer.parseInt(cacheKey.substring(2)) + number;
    }

    @Override
    public String master(int slot) {
      return List.of("a:1", "b:1", "c:1").get(slot % 3);
    }
  }

  private static HotKey key(int slot, double redisReads, int replicas) {
    return HotKey.newBuilder()
        .setKey("r:" + slot)
        .setRatePerSecond(redisReads)
        .setRedisReadsPerSecond(redisReads)
        .setReplicas(replicas)
        .setShare(0.1)
        .setRank(1)
        .setReads(0)
        .setWindowMs(10_000)
        .setSince(0)
        .setUntil(0)
        .build();
  }

  private static HotSlots slots(boolean spread, HotKey... keys) {
    return HotSlots.of(List.of(keys), spread, new ThreeMasters(), new double[SlotReads.SLOTS]);
  }

  private Alert began(boolean spread, HotKey... keys) {
    HotSlots hot = slots(spread, keys);
    return (Alert) alerts.began("a:1", BALANCE, hot, 5).getBody();
  }

  @Test
  void namesTheHottestKeysAndSlotsOfTheMaster() {
    Alert alert = began(true, key(3, 2000, 0), key(0, 3000, 0), key(1, 9000, 0), key(6, 100, 0));
    assertThat(alert.getName()).isEqualTo("ShardImbalance");
    assertThat(alert.getFiring()).isTrue();
    assertThat(alert.getNode()).isEqualTo("a:1");
    assertThat(alert.getMeasured()).isEqualTo(2.25);
    assertThat(alert.getLimit()).isEqualTo(1.5);
    assertThat(alert.getCause()).isEqualTo(AlertCause.HOT_KEYS);
    assertThat(alert.getSlots()).containsExactly(0, 3, 6);
    assertThat(alert.getKeys()).containsExactly("r:0", "r:3", "r:6");
    assertThat(alert.getText())
        .contains("a:1 answers 9000 reads a second", "2.25 times the mean of 3", "r:0, r:3, r:6");
  }

  @Test
  void replicasTakeTheirPartOnlyWhereClientsReadThem() {
    HotKey spread = key(0, 9000, 2);
    HotSlots cluster = slots(true, spread);
    HotSlots single = slots(false, spread);
    assertThat(cluster.readsPerSecond("a:1")).isEqualTo(3000);
    assertThat(cluster.readsPerSecond("c:1")).isEqualTo(3000);
    assertThat(cluster.hottest()).isEqualTo(3000);
    assertThat(single.readsPerSecond("a:1")).isEqualTo(9000);
  }

  @Test
  void whatNoHotKeyExplainsIsSaidToo() {
    Alert alert = began(true, key(1, 9000, 0), key(0, 100, 0));
    assertThat(alert.getCause()).isEqualTo(AlertCause.MANY_KEYS);
    assertThat(alert.getText()).contains("move slots");
    assertThat(began(true).getKeys()).isEmpty();
  }

  @Test
  void slotsThatManyKeysMakeBusyAreNamed() {
    double[] reported = new double[SlotReads.SLOTS];
    reported[6] = 4000;
    reported[9] = 5000;
    reported[10] = 9000;
    HotSlots hot = HotSlots.of(List.of(key(0, 100, 0)), true, new ThreeMasters(), reported);
    Alert alert = (Alert) alerts.began("a:1", BALANCE, hot, 5).getBody();
    assertThat(alert.getCause()).isEqualTo(AlertCause.MANY_KEYS);
    assertThat(alert.getSlots()).as("of this master").containsExactly(9, 6, 0);
    assertThat(alert.getText()).contains("slots 9, 6, 0");
    assertThat(hot.hottest()).isEqualTo(9000);
  }

  @Test
  void whatReplicasTakeIsMovedFromHome() {
    double[] reported = new double[SlotReads.SLOTS];
    reported[0] = 9500;
    HotSlots hot = HotSlots.of(List.of(key(0, 9000, 2)), true, new ThreeMasters(), reported);
    assertThat(hot.hottest()).isEqualTo(3500);
  }

  @Test
  void theEndSaysWhatIsMeasuredNow() {
    Alert alert = (Alert) alerts.ended("b:1", BALANCE, 5).getBody();
    assertThat(alert.getFiring()).isFalse();
    assertThat(alert.getText()).contains("b:1 answers 0.25 times");
    assertThat(((Alert) alerts.ended("gone:1", BALANCE, 5).getBody()).getText()).contains(" 0.00 ");
  }
}
