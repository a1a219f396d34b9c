package io.forewarm.streams.hotkeys;

import static io.forewarm.streams.PipelineDriver.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.RuleBook;
import io.forewarm.streams.PipelineConfig;
import io.forewarm.streams.PipelineDriver;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** Random traffic, judged by brute force. */
class HotKeyProperties {
  private record Found(long end, long windowMs, Set<String> hot) {}

  @Property(tries = 40)
  void announcesJustTheKeysThatBruteForceFinds(@ForAll long seed) {
    RandomTraffic traffic = new RandomTraffic(seed, START);
    HotKeyConfig config = traffic.config();
    RuleBook rules = traffic.rules();
    HotKeyReference reference = new HotKeyReference(config, () -> rules);
    Set<String> announced = new TreeSet<>();
    try (PipelineDriver driver = new PipelineDriver(PipelineConfig.DEFAULT.with(config))) {
      rules.rules().forEach(driver::rule);
      for (RandomTraffic.Sample sample : traffic.samples(150)) {
        driver.report(sample.timestamp(), sample.report());
        reference.add(0, sample.timestamp(), sample.report());
      }
      List<TestRecord<String, HotKey>> records = driver.hotKeys();
      records.forEach(record -> announced.add(record.key()));
      isALegalLife(records);
      assertThat(driver.deadLetters()).isEmpty();
    }
    assertThat(announced).isEqualTo(reference.hot());
    Statistics.collect(announced.isEmpty() ? "none hot" : "some hot");
    Statistics.coverage(checker -> checker.check("some hot").percentage(share -> share > 30));
  }

  /** Hot, renewed any number of times, cold, and hot again: never cold twice. */
  private static void isALegalLife(List<TestRecord<String, HotKey>> records) {
    Map<String, HotKey> hot = new TreeMap<>();
    for (TestRecord<String, HotKey> record : records) {
      HotKey now = record.value();
      HotKey last = now == null ? hot.remove(record.key()) : hot.put(record.key(), now);
      if (now == null) {
        assertThat(last).isNotNull();
      } else {
        assertThat(now.getSince()).isEqualTo(last == null ? record.timestamp() : last.getSince());
        assertThat(now.getUntil()).isEqualTo(record.timestamp() + 30_000);
      }
    }
  }

  /** Every verdict of every window, and the same after crashes at any moment. */
  @Property(tries = 80)
  void everyWindowIsExactThroughCrashes(@ForAll long seed) {
    RandomTraffic traffic = new RandomTraffic(seed, START);
    HotKeyConfig config = traffic.config();
    List<RandomTraffic.Sample> samples = traffic.samples(200);
    RuleBook rules = traffic.rules();
    HotKeyReference reference = new HotKeyReference(config, () -> rules);
    samples.forEach(sample -> reference.add(0, sample.timestamp(), sample.report()));

    Set<Found> found = run(samples, config, rules, new Random(seed));

    assertThat(found).containsExactlyElementsOf(found(reference));
    collect(found);
  }

  /** Windows come and go, and some are longer than what was held before. */
  @Property(tries = 60)
  void everyWindowIsExactWhileRulesChange(@ForAll long seed) {
    RandomTraffic traffic = new RandomTraffic(seed, START);
    HotKeyConfig config = traffic.config();
    List<RandomTraffic.Sample> samples = traffic.samples(200);
    List<RuleBook> rules = traffic.changingRules(samples.size());
    int[] offset = {0};
    HotKeyReference reference = new HotKeyReference(config, () -> rules.get(offset[0]));
    Run run = new Run(config, rules.get(0), new InMemoryKeyValueStore("rows"));
    Set<Found> found = new LinkedHashSet<>();
    for (; offset[0] < samples.size(); offset[0]++) {
      RandomTraffic.Sample sample = samples.get(offset[0]);
      reference.add(0, sample.timestamp(), sample.report());
      run.follow(rules.get(offset[0]));
      run.process(sample, offset[0], found);
      if (offset[0] % 7 == 0) {
        run.save();
      }
    }
    assertThat(found).containsExactlyElementsOf(found(reference));
    collect(found);
  }

  private static List<Found> found(HotKeyReference reference) {
    return reference.verdicts().stream()
        .map(verdict -> new Found(verdict.end(), verdict.windowMs(), verdict.hot()))
        .toList();
  }

  private static void collect(Set<Found> found) {
    Statistics.collect(found.isEmpty() ? "none hot" : "some hot");
    Statistics.coverage(checker -> checker.check("some hot").percentage(share -> share > 30));
  }

  /**
   * Runs the ring over a log that commits now and then, and crashes now and then: what was saved
   * stays, the log is read again from the last commit, or, if the commit itself was lost, from the
   * one before.
   */
  private static Set<Found> run(
      List<RandomTraffic.Sample> samples, HotKeyConfig config, RuleBook rules, Random random) {
    KeyValueStore<Bytes, byte[]> changelog = new InMemoryKeyValueStore("rows");
    Set<Found> found = new LinkedHashSet<>();
    Run run = new Run(config, rules, changelog);
    int committed = 0;
    int crashes = 0;
    for (int offset = 0; offset < samples.size(); offset++) {
      run.process(samples.get(offset), offset, found);
      int dice = random.nextInt(20);
      if (dice < 4) {
        run.save();
        committed = dice == 0 ? committed : offset + 1;
      }
      if (dice == 0 || (dice == 5 && crashes < 20)) {
        crashes++;
        run = new Run(config, rules, changelog);
        offset = committed - 1;
        // A lost commit is repeated at once, or this loop might never end.
        for (offset++; offset < samples.size(); offset++) {
          run.process(samples.get(offset), offset, found);
          if (random.nextInt(4) == 0) {
            break;
          }
        }
        run.save();
        committed = offset + 1;
      }
    }
    return found;
  }

  /** One life of a task. */
  private static final class Run {
    private final HotKeyConfig config;
    private final PartitionHeat heat;
    private final HotKeyPolicy policy;

    Run(HotKeyConfig config, RuleBook rules, KeyValueStore<Bytes, byte[]> changelog) {
      this.config = config;
      policy = new HotKeyPolicy(config.stay());
      heat = new PartitionHeat(config, new HotKeyRules(config, rules), changelog);
    }

    void follow(RuleBook rules) {
      if (rules != heat.rules().book()) {
        heat.follow(new HotKeyRules(config, rules));
      }
    }

    void save() {
      heat.save();
    }

    void process(RandomTraffic.Sample sample, long offset, Set<Found> found) {
      heat.begin(sample.timestamp());
      while (heat.isOver(sample.timestamp())) {
        judge(found);
        heat.step();
      }
      heat.count(sample.report(), sample.timestamp(), offset);
    }

    private void judge(Set<Found> found) {
      Map<Long, Set<String>> hot = new TreeMap<>();
      for (KeyProfile key : heat.candidates()) {
        for (WindowHeat window : heat.windows(key)) {
          HotThreshold threshold = key.criterion(heat.rules()).threshold();
          if (policy.found(List.of(window), threshold).isPresent()) {
            hot.computeIfAbsent(window.windowMs(), ms -> new TreeSet<>()).add(key.name());
          }
        }
      }
      hot.forEach((window, keys) -> found.add(new Found(heat.end(), window, keys)));
    }
  }
}
