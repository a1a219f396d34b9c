package io.forewarm.local.replay;

import io.forewarm.local.trace.MalformedLines;
import io.forewarm.local.trace.TraceEvent;
import io.forewarm.local.trace.TraceReader;
import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheKey;
import io.forewarm.streams.hotkeys.HotKeyTrial;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Sends a trace through the pipeline's detection of hot keys, and counts it by brute force. */
final class HotKeyReplay {
  private static final long PROGRESS_EVERY = 1_000_000;
  private static final long COMMIT_EVERY = 16;

  private final HotKeyTrialConfig config;
  private final PrintWriter lines;
  private final HotKeyTrial trial;
  private final HotWindows counted;
  private final MalformedLines malformed = new MalformedLines();
  private long reports;

  HotKeyReplay(HotKeyTrialConfig config, PrintWriter lines) {
    this.config = config;
    this.lines = lines;
    this.trial = new HotKeyTrial(config.toHotKeyConfig());
    this.counted = new HotWindows(config);
  }

  /** Lines that could not be read. */
  MalformedLines malformed() {
    return malformed;
  }

  /**
   * Runs through the trace; only its reads count.
   *
   * @throws IllegalArgumentException if it has no clock where one is needed, or no reads
   * @throws IOException if it cannot be read
   */
  HotKeyAccuracy run() throws IOException {
    boolean restart = config.disturbance().restart();
    long middle = restart ? read(new MalformedLines(), event -> {}) / 2 : -1;
    TraceReports log = new TraceReports(config, this::report);
    long[] number = {0};
    long all =
        read(
            malformed,
            event -> {
              if (number[0] == middle) {
                trial.restart();
              }
              long time = config.byRequests() ? number[0] : timeOf(event);
              number[0]++;
              if (!event.write()) {
                counted.read(time, event.key());
                log.read(time, event.key());
              }
            });
    if (counted.isEmpty()) {
      throw new IllegalArgumentException(config.file() + " has no reads");
    }
    log.finish();
    trial.finish(counted.lastEnd());
    say("replay: " + all + " requests are read; counting by brute force");
    return HotKeyAccuracy.of(
        counted.hot(), keysOf(trial.verdicts()), trial.bytesPerSubWindow(), trial.forgotten());
  }

  private void report(long timestamp, AccessReport report) {
    trial.add(timestamp, report);
    if (++reports % COMMIT_EVERY == 0) {
      trial.commit();
    }
  }

  private long timeOf(TraceEvent event) {
    if (!event.timed()) {
      throw new IllegalArgumentException(
          config.file()
              + " has no clock: name the window in requests, by --window-requests and"
              + " --slide-requests");
    }
    return event.atMillis();
  }

  private long read(MalformedLines bad, Consumer<TraceEvent> consumer) throws IOException {
    long requests = 0;
    try (TraceReader reader = new TraceReader(config.file(), bad)) {
      while (reader.hasNext() && requests < config.limit()) {
        consumer.accept(reader.next());
        if (++requests % PROGRESS_EVERY == 0) {
          say("replay: " + requests + " requests");
        }
      }
    }
    return requests;
  }

  private static SortedMap<Long, Set<String>> keysOf(SortedMap<Long, Set<String>> verdicts) {
    SortedMap<Long, Set<String>> keys = new TreeMap<>();
    verdicts.forEach(
        (end, hot) -> {
          Set<String> ofTrace = new TreeSet<>();
          hot.forEach(cacheKey -> ofTrace.add(CacheKey.key(cacheKey)));
          keys.put(end, ofTrace);
        });
    return keys;
  }

  private void say(String line) {
    lines.println(line);
    lines.flush();
  }
}
