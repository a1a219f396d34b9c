package io.forewarm.streams.hotkeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.HeatDimension;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.Rule;
import io.forewarm.schemas.RuleBook;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HotKeyPolicyTest {
  private static final long SECOND = 1000;

  private final HotKeyPolicy policy = new HotKeyPolicy(HotKeyConfig.Stay.DEFAULT);

  private HotKeyVerdict judge(long reads, long ofRegion, @Nullable HotKey last, long end) {
    return policy.judge(
        List.of(reads(10 * SECOND, reads, ofRegion)), HotThreshold.DEFAULT, last, end);
  }

  private static WindowHeat reads(long windowMs, long reads, long ofRegion) {
    return new WindowHeat(windowMs, reads, ofRegion, 0, 0, 0, 0, 0);
  }

  private static HotKey announced(long since, long at) {
    return HotKey.newBuilder()
        .setKey("r:a")
        .setRatePerSecond(1)
        .setShare(1)
        .setRank(1)
        .setReads(30)
        .setWindowMs(10 * SECOND)
        .setSince(since)
        .setUntil(at + 30 * SECOND)
        .build();
  }

  @Test
  void isHotFromTheFewestReads() {
    assertThat(judge(29, 29, null, 0)).isEqualTo(HotKeyVerdict.COLD);
    assertThat(judge(30, 30, null, 0)).isEqualTo(HotKeyVerdict.HEATS);
  }

  @Test
  void isHotFromItsShare() {
    assertThat(judge(100, 10_001, null, 0)).isEqualTo(HotKeyVerdict.COLD);
    assertThat(judge(100, 10_000, null, 0)).isEqualTo(HotKeyVerdict.HEATS);
  }

  @Test
  void isHotFromItsRateWhateverItsShare() {
    assertThat(judge(9_999, 1_000_000_000, null, 0)).isEqualTo(HotKeyVerdict.COLD);
    assertThat(judge(10_000, 1_000_000_000, null, 0)).isEqualTo(HotKeyVerdict.HEATS);
  }

  @Test
  void staysFromHalfTheThreshold() {
    HotKey last = announced(0, 5 * SECOND);
    assertThat(judge(15, 15, last, 14 * SECOND)).isEqualTo(HotKeyVerdict.STAYS);
    assertThat(judge(14, 14, last, 14 * SECOND)).isEqualTo(HotKeyVerdict.COOLS);
    assertThat(judge(50, 10_000, last, 14 * SECOND)).isEqualTo(HotKeyVerdict.STAYS);
    assertThat(judge(49, 10_000, last, 14 * SECOND)).isEqualTo(HotKeyVerdict.COOLS);
  }

  @Test
  void staysAMinimumHoweverCold() {
    HotKey last = announced(0, 0);
    assertThat(judge(0, 0, last, 10 * SECOND - 1)).isEqualTo(HotKeyVerdict.STAYS);
    assertThat(judge(0, 0, last, 10 * SECOND)).isEqualTo(HotKeyVerdict.COOLS);
  }

  @Test
  void isRenewedWhileItStays() {
    HotKey last = announced(0, 20 * SECOND);
    assertThat(judge(30, 30, last, 30 * SECOND - 1)).isEqualTo(HotKeyVerdict.STAYS);
    assertThat(judge(30, 30, last, 30 * SECOND)).isEqualTo(HotKeyVerdict.RENEWS);
    assertThat(judge(15, 30, last, 30 * SECOND)).isEqualTo(HotKeyVerdict.RENEWS);
  }

  @Test
  void takesTheShortestWindowThatFindsIt() {
    WindowHeat ten = reads(10 * SECOND, 20, 20);
    WindowHeat sixty = reads(60 * SECOND, 90, 90);
    assertThat(policy.found(List.of(ten, sixty), HotThreshold.DEFAULT))
        .contains(new HotKeyPolicy.Finding(sixty, HeatDimension.READS));
  }

  @Test
  void isHotByBytesLoadTimeAndWritesIfItsThresholdSaysSo() {
    WindowHeat heat = new WindowHeat(10 * SECOND, 10, 1000, 0, 0, 1 << 20, 3_000_000, 40);
    assertThat(policy.found(List.of(heat), HotThreshold.DEFAULT)).isEmpty();
    HotThreshold bytes = new HotThreshold(30, 0.5, 1e9, 0, 1 << 20, 0, 0);
    HotThreshold load = new HotThreshold(30, 0.5, 1e9, 0, (1 << 20) + 1, 300, 0);
    HotThreshold writes = new HotThreshold(30, 0.5, 1e9, 0, 0, 301, 4);
    HotThreshold none = new HotThreshold(30, 0.5, 1e9, 0, (1 << 20) + 1, 301, 4.1);
    assertThat(policy.found(List.of(heat), bytes).map(HotKeyPolicy.Finding::dimension))
        .contains(HeatDimension.BYTES);
    assertThat(policy.found(List.of(heat), load).map(HotKeyPolicy.Finding::dimension))
        .contains(HeatDimension.LOAD_TIME);
    assertThat(policy.found(List.of(heat), writes).map(HotKeyPolicy.Finding::dimension))
        .contains(HeatDimension.WRITES);
    assertThat(policy.found(List.of(heat), none)).isEmpty();
    assertThat(policy.kept(List.of(heat), none)).isPresent();
  }

  @Test
  void isHotAmongTheFirstOfItsRegionWithEnoughReads() {
    HotThreshold top = new HotThreshold(30, 1, 1e9, 3, 0, 0, 0);
    WindowHeat third = new WindowHeat(10 * SECOND, 30, 1000, 3, 0, 0, 0, 0);
    WindowHeat fourth = new WindowHeat(10 * SECOND, 30, 1000, 4, 0, 0, 0, 0);
    WindowHeat few = new WindowHeat(10 * SECOND, 29, 1000, 1, 0, 0, 0, 0);
    assertThat(policy.found(List.of(third), top)).isPresent();
    assertThat(policy.found(List.of(fourth), top)).isEmpty();
    assertThat(policy.kept(List.of(fourth), top)).isPresent();
    assertThat(policy.found(List.of(few), top)).isEmpty();
  }

  @Test
  void rulesChangeThresholdsUnlessTheyAreNone() {
    Rule rule = Rule.newBuilder().setTarget("r").setHotMinReads(5L).setHotShare(0.5).build();
    assertThat(HotThreshold.DEFAULT.with(rule)).isEqualTo(HotThreshold.ofReads(5, 0.5, 1000));
    Rule absurd =
        Rule.newBuilder()
            .setTarget("r")
            .setHotMinReads(0L)
            .setHotShare(Double.NaN)
            .setHotRatePerSecond(-1.0)
            .build();
    assertThat(HotThreshold.DEFAULT.with(absurd)).isEqualTo(HotThreshold.DEFAULT);
  }

  @Test
  void aRuleMayBringAWindowOfItsOwn() {
    RuleBook book =
        RuleBook.EMPTY
            .with("r", window("r", 30 * SECOND))
            .with("r:a", window("r:a", 60 * SECOND))
            .with("s", window("s", 301))
            .with("t", window("t", 300_001));
    HotKeyRules rules = new HotKeyRules(HotKeyConfig.DEFAULT, book);
    assertThat(rules.windowsMs()).containsExactly(400, 10 * SECOND, 30 * SECOND, 60 * SECOND);
    assertThat(rules.criterion("r:b").windows()).containsExactly(2);
    assertThat(rules.criterion("r:a").windows()).containsExactly(3);
    assertThat(rules.criterion("s:a").windows()).as("whole sub-windows").containsExactly(0);
    assertThat(rules.criterion("t:a").windows()).as("not held: the app's").containsExactly(1, 3);
    assertThat(rules.criterion("u:a").windows()).containsExactly(1, 3);
  }

  @Test
  void moreWindowsThanRulesMayHaveAreLeftOut() {
    RuleBook book = RuleBook.EMPTY;
    for (int i = 1; i <= RuleBook.MOST_HOT_WINDOWS + 1; i++) {
      book = book.with("r" + i, window("r" + i, i * SECOND));
    }
    HotKeyRules rules = new HotKeyRules(HotKeyConfig.DEFAULT, book);
    assertThat(rules.windowsMs()).hasSize(RuleBook.MOST_HOT_WINDOWS + 2);
    assertThat(rules.criterion("r8:a").windows()).containsExactly(7);
    assertThat(rules.criterion("r9:a").windows()).isEqualTo(rules.criterion("u:a").windows());
  }

  private static Rule window(String target, long ms) {
    return Rule.newBuilder().setTarget(target).setHotWindowMs(ms).build();
  }

  @Test
  void theFloorIsBelowEveryThreshold() {
    RuleBook book =
        RuleBook.EMPTY
            .with("r", Rule.newBuilder().setTarget("r").setHotMinReads(5L).build())
            .with("s:*", Rule.newBuilder().setTarget("s:*").setHotRatePerSecond(0.25).build());
    HotKeyRules rules = new HotKeyRules(HotKeyConfig.DEFAULT, book);
    assertThat(rules.floor(10 * SECOND).reads()).isEqualTo(2.5);
    assertThat(rules.floor(60 * SECOND).reads()).isEqualTo(5);
    assertThat(new HotKeyRules(HotKeyConfig.DEFAULT, RuleBook.EMPTY).floor(10 * SECOND).reads())
        .isEqualTo(30);
  }
}
