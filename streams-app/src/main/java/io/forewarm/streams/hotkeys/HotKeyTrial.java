package io.forewarm.streams.hotkeys;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.RuleBook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * The counts and the raw verdicts of the pipeline over one partition, without Kafka and before any
 * hysteresis: what production would have found in recorded traffic. Not safe for concurrent use.
 */
public final class HotKeyTrial {
  private final HotKeyConfig config;
  private final HotKeyRules rules;
  private final HotKeyPolicy policy;
  private final long subWindows;
  private final KeyValueStore<Bytes, byte[]> rows =
      Stores.inMemoryKeyValueStore("hot-keys-trial").get();
  private final SortedMap<Long, Set<String>> verdicts = new TreeMap<>();
  private final List<Logged> sinceCommit = new ArrayList<>();
  private PartitionHeat heat;
  private long offset;
  private long largest;

  private record Logged(long timestamp, AccessReport report) {}

  /**
   * Begins with nothing counted.
   *
   * @param config of one window
   */
  public HotKeyTrial(HotKeyConfig config) {
    if (config.windows().size() != 1) {
      throw new IllegalArgumentException("a trial has one window: " + config.windows());
    }
    this.config = config;
    this.rules = new HotKeyRules(config, RuleBook.EMPTY);
    this.policy = new HotKeyPolicy(config.stay());
    Duration held = config.windows().get(0).plus(config.lateness());
    this.subWindows = held.toMillis() / config.evaluateEvery().toMillis();
    this.heat = new PartitionHeat(config, rules, rows);
  }

  /**
   * Takes a report, in the order of the log, after judging the windows that are over by then.
   *
   * @param timestamp of its record, milliseconds
   */
  public void add(long timestamp, AccessReport report) {
    sinceCommit.add(new Logged(timestamp, report));
    process(timestamp, report);
  }

  private void process(long timestamp, AccessReport report) {
    heat.begin(timestamp);
    while (heat.isOver(timestamp)) {
      judge();
    }
    heat.count(report, timestamp, offset++);
    largest = Math.max(largest, heat.summaryBytes());
  }

  private void judge() {
    Set<String> hot = new TreeSet<>();
    for (KeyProfile key : heat.candidates()) {
      HotThreshold threshold = key.criterion(rules).threshold();
      if (policy.found(heat.windows(key), threshold).isPresent()) {
        hot.add(key.name());
      }
    }
    verdicts.put(heat.end(), hot);
    heat.step();
    heat.sweepNames();
  }

  /** Saves what is counted, as before each commit: a restart goes on from here. */
  public void commit() {
    heat.save();
    sinceCommit.clear();
  }

  /** Loses all that is in memory, takes up what was saved, and reads the log on from there. */
  public void restart() {
    offset -= sinceCommit.size();
    heat = new PartitionHeat(config, rules, rows);
    for (Logged again : List.copyOf(sinceCommit)) {
      process(again.timestamp(), again.report());
    }
  }

  /**
   * Judges all windows that end at or before a time.
   *
   * @param time milliseconds
   */
  public void finish(long time) {
    while (heat.end() <= time) {
      judge();
    }
  }

  /** Returns the cache keys that are hot in each judged window, by its end. */
  public SortedMap<Long, Set<String>> verdicts() {
    return verdicts;
  }

  /** Returns the most memory that everything known ever took, bytes a sub-window. */
  public long bytesPerSubWindow() {
    return largest / subWindows;
  }

  /** Returns the reads that a key may have lost because memory was full: the known error. */
  public long forgotten() {
    return heat.forgotten();
  }
}
