package io.forewarm.streams.hotkeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.RegionReads;
import io.forewarm.schemas.Rule;
import io.forewarm.schemas.RuleBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What one partition takes while more keys pass through than it can know. All dimensions are
 * counted; one key in a hundred reads is hot by reads, one by writes, one by load time.
 */
class HotKeyMemoryTest {
  private static final long LIMIT = 32 << 20;
  private static final int KEYS_A_REPORT = 500;
  private static final int REPORTS_A_SECOND = 20;
  private static final HotThreshold THRESHOLD = new HotThreshold(30, 0.01, 1000, 10, 50e6, 1000, 5);

  private final Random random = new Random(42);
  private final KeyValueStore<Bytes, byte[]> rows = new InMemoryKeyValueStore("rows");
  private PartitionHeat heat = heat(RuleBook.EMPTY);
  private long passed;
  private long offset;
  private long most;

  private PartitionHeat heat(RuleBook rules) {
    HotKeyConfig config = HotKeyConfig.DEFAULT.with(THRESHOLD);
    return new PartitionHeat(config, new HotKeyRules(config, rules), rows);
  }

  /** As many windows as rules may ask for, up to the longest. */
  private static RuleBook manyWindows() {
    RuleBook book = RuleBook.EMPTY;
    for (int i = 0; i < RuleBook.MOST_HOT_WINDOWS; i++) {
      Rule.Builder rule = Rule.newBuilder().setTarget("r" + i);
      long window = RuleBook.LONGEST_HOT_WINDOW_MS - i * 30_000L;
      book = book.with(rule.getTarget(), rule.setHotWindowMs(window).build());
    }
    return book;
  }

  @Test
  void staysWithinItsCapacityAndKeepsTheHotKeys() {
    pass(400_000);
    assertThat(heat.forgotten()).as("more than there is room for").isPositive();
    assertThat(most).isLessThan(LIMIT);
    assertThat(heat.candidates())
        .extracting(KeyProfile::name)
        .contains("r:read", "r:written", "r:loaded");
  }

  @Test
  @Tag("proof")
  void tenMillionKeysTakeLessThan32MiBOfHeap() {
    tenMillionKeys();
  }

  @Test
  @Tag("proof")
  void tenMillionKeysTakeLessThan32MiBOfHeapWithAllWindowsThatRulesMayAskFor() {
    heat = heat(manyWindows());
    tenMillionKeys();
  }

  private void tenMillionKeys() {
    long before = usedHeap();
    pass(10_000_000);
    long after = usedHeap();
    assertThat(most).isLessThan(LIMIT);
    assertThat(after - before).isLessThan(LIMIT);
    assertThat(Math.abs(after - before)).as("what it says is true").isLessThan(2 * counted());
    assertThat(heat.candidates())
        .extracting(KeyProfile::name)
        .contains("r:read", "r:written", "r:loaded");
  }

  private long counted() {
    return heat.summaryBytes() + heat.rowBytes();
  }

  private static long usedHeap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Runtime machine = Runtime.getRuntime();
      least = Math.min(least, machine.totalMemory() - machine.freeMemory());
    }
    return least;
  }

  private void pass(long keys) {
    long now = 1_800_000_000_000L;
    while (passed < keys) {
      now += 1000 / REPORTS_A_SECOND;
      heat.begin(now);
      while (heat.isOver(now)) {
        if (heat.end() % 10_000 == 0) {
          heat.sweepNames();
        }
        heat.step();
      }
      heat.count(report(), now, offset++);
      if (offset % REPORTS_A_SECOND == 0) {
        heat.save();
      }
      most = Math.max(most, counted());
    }
  }

  private AccessReport report() {
    List<KeyAccess> keys = new ArrayList<>();
    keys.add(key("r:read").setReads(20).build());
    keys.add(key("r:written").setReads(0).setWrites(1).build());
    keys.add(key("r:loaded").setReads(1).setLoadMicros(60_000_000).build());
    for (int i = 0; i < KEYS_A_REPORT; i++) {
      passed++;
      keys.add(
          key("r:post:" + passed)
              .setLoadMicros(random.nextInt(10) == 0 ? random.nextInt(50_000) : 0)
              .setNearHits(random.nextInt(10) == 0 ? 1 : 0)
              .setWrites(random.nextInt(20) == 0 ? 1 : 0)
              .build());
    }
    List<RegionReads> regions = List.of(new RegionReads("r", 521L));
    return new AccessReport("client-" + offset % 50, "web", 2000, regions, keys, offset / 50);
  }

  private KeyAccess.Builder key(String name) {
    return KeyAccess.newBuilder().setKey(name).setReads(1).setSizeBytes(1 + random.nextInt(10_000));
  }
}
