package io.forewarm.streams.hotkeys;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.Rule;
import io.forewarm.schemas.RuleBook;
import io.forewarm.streams.Reports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Traffic of one partition with bursts, silences, records out of order and regions of which most
 * reads are elsewhere; and settings to judge it by. The same for the same seed.
 */
final class RandomTraffic {
  /** One record of {@code access}. */
  record Sample(long timestamp, AccessReport report) {}

  private final Random random;
  private final long start;
  private long sequence;

  RandomTraffic(long seed, long start) {
    this.random = new Random(seed);
    this.start = start;
  }

  HotKeyConfig config() {
    HotThreshold threshold =
        new HotThreshold(
            1 + random.nextInt(200),
            0.01 + random.nextDouble() * 0.6,
            1 + random.nextInt(100),
            random.nextInt(3),
            sometimes(40_000),
            sometimes(100),
            sometimes(3));
    return HotKeyConfig.DEFAULT
        .with(threshold)
        .withWindows(
            random.nextBoolean()
                ? HotKeyConfig.DEFAULT.windows()
                : List.of(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(20)));
  }

  /** Half of the time 0: not asked for. */
  private double sometimes(int most) {
    return random.nextBoolean() ? 0 : 1 + random.nextDouble() * most;
  }

  /** Rules with windows of their own, some longer than the configured ones. */
  RuleBook rules() {
    RuleBook book = RuleBook.EMPTY;
    for (String target : List.of("r0", "r1:*", "r2:k2", "r2:k5")) {
      if (random.nextBoolean()) {
        book = book.with(target, rule(target));
      }
    }
    return book;
  }

  private Rule rule(String target) {
    return Rule.newBuilder()
        .setTarget(target)
        .setHotWindowMs(random.nextBoolean() ? null : 200L + random.nextInt(90_000))
        .setHotMinReads(random.nextBoolean() ? null : 1L + random.nextInt(100))
        .build();
  }

  /**
   * Returns the rules that hold at each of so many records; they change three times or so. One of
   * them gives a name to every key: whom no rule before made worth one is judged only once it is
   * read again.
   */
  List<RuleBook> changingRules(int count) {
    Rule all = Rule.newBuilder().setTarget("nobody").setHotMinReads(1L).build();
    List<RuleBook> books = new ArrayList<>();
    RuleBook now = rules().with("nobody", all);
    for (int i = 0; i < count; i++) {
      now = random.nextInt(count) < 3 ? rules().with("nobody", all) : now;
      books.add(now);
    }
    return books;
  }

  List<Sample> samples(int count) {
    List<Sample> samples = new ArrayList<>();
    long now = start + random.nextInt(1000);
    for (int i = 0; i < count; i++) {
      now += gap();
      long late = random.nextInt(10) == 0 ? random.nextInt(3000) : 0;
      AccessReport report = report();
      samples.add(new Sample(Math.max(start, now - late), report));
      if (random.nextInt(20) == 0) {
        samples.add(new Sample(Math.max(start, now - late), report));
      }
    }
    return samples;
  }

  private long gap() {
    int kind = random.nextInt(100);
    if (kind < 70) {
      return random.nextInt(150);
    }
    if (kind < 97) {
      return random.nextInt(3000);
    }
    return random.nextInt(120_000);
  }

  private AccessReport report() {
    Map<String, Long> keys = new TreeMap<>();
    int touched = random.nextInt(6);
    for (int i = 0; i < touched; i++) {
      int rank = (int) Math.min(11, Math.abs(random.nextGaussian()) * 4);
      keys.merge("r" + rank % 3 + ":k" + rank, (long) random.nextInt(30), Long::sum);
    }
    Map<String, Long> regions = new TreeMap<>();
    keys.forEach((key, reads) -> regions.merge(CacheKey.region(key), reads, Long::sum));
    regions.merge("r" + random.nextInt(3), (long) random.nextInt(200), Long::sum);
    AccessReport report = Reports.of("s" + random.nextInt(3), keys, regions);
    report.getKeys().forEach(this::complete);
    report.setSequence(sequence++);
    return report;
  }

  /** A key keeps its size: what was last seen of it does not survive a crash. */
  private void complete(KeyAccess access) {
    access.setSizeBytes(100L * access.getKey().length());
    access.setNearHits(access.getReads() / 3);
    access.setLoadMicros(random.nextInt(4) == 0 ? random.nextInt(200_000) : 0);
    access.setWrites(random.nextInt(4) == 0 ? random.nextInt(10) : 0);
  }
}
