package io.forewarm.local.replay;

import io.forewarm.local.load.HotKeyWatch;
import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.Rule;
import io.forewarm.schemas.RuleBook;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.hotkeys.HotKeyConfig;
import io.forewarm.streams.hotkeys.HotKeyReference;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks the hot keys that the app announces for one region against a brute-force count over the
 * records of {@code access}. The app must have the default settings of hot keys; the rules are
 * those that hold at the end.
 */
final class HotKeyCheck implements AutoCloseable {
  private static final Duration STEP = Duration.ofMillis(500);
  private static final int QUIET_STEPS = 6;

  private final Map<String, Object> kafka;
  private final Topics topics;
  private final String region;
  private final HotKeyWatch watch;
  private final long start;

  /** Begins: what is announced from now on counts. */
  HotKeyCheck(Map<String, Object> kafka, Topics topics, String region) {
    this.kafka = kafka;
    this.topics = topics;
    this.region = region;
    this.watch = new HotKeyWatch(kafka, topics);
    this.start = System.currentTimeMillis();
  }

  /** Returns the cache keys of the region announced so far. */
  Set<String> announced() {
    return ofRegion(watch.announced());
  }

  /**
   * Counts, and waits until the app has announced the same and says nothing new any more.
   *
   * @param limit of the wait; then the finding is what it is
   */
  HotKeyFinding find(Duration limit) throws InterruptedException {
    Set<String> counted = count();
    long until = System.nanoTime() + limit.toNanos();
    Set<String> before = announced();
    int quiet = 0;
    while (System.nanoTime() < until && !(quiet >= QUIET_STEPS && before.equals(counted))) {
      Thread.sleep(STEP.toMillis());
      Set<String> now = announced();
      quiet = now.equals(before) ? quiet + 1 : 0;
      before = now;
    }
    return new HotKeyFinding(before, counted);
  }

  private Set<String> count() {
    RuleBook rules = rules();
    HotKeyReference reference = new HotKeyReference(HotKeyConfig.DEFAULT, () -> rules);
    try (TopicScan<AccessReport> access = new TopicScan<>(kafka, topics.access)) {
      access.read(
          start - RuleBook.LONGEST_HOT_WINDOW_MS,
          found -> {
            AccessReport report = found.value();
            if (report != null) {
              reference.add(found.partition(), found.timestamp(), report);
            }
          });
    }
    Set<String> hot = new TreeSet<>();
    reference.verdicts().stream()
        .filter(verdict -> verdict.end() > start)
        .forEach(verdict -> hot.addAll(ofRegion(verdict.hot())));
    hot.removeAll(watch.hotBefore());
    return hot;
  }

  private RuleBook rules() {
    RuleBook[] book = {RuleBook.EMPTY};
    try (TopicScan<Rule> rules = new TopicScan<>(kafka, topics.rules)) {
      rules.read(
          0,
          found -> {
            String target = found.key();
            book[0] = target == null ? book[0] : book[0].with(target, found.value());
          });
    }
    return book[0];
  }

  private Set<String> ofRegion(Set<String> keys) {
    Set<String> ours = new TreeSet<>(keys);
    ours.removeIf(key -> !CacheKey.region(key).equals(region));
    return ours;
  }

  @Override
  public void close() {
    watch.close();
  }
}
