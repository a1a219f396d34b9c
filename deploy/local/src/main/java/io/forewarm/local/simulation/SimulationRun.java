package io.forewarm.local.simulation;

import io.forewarm.local.trace.TraceEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Simulates what a cache would have done to recorded traffic. */
public final class SimulationRun {
  private static final int STEP = 100_000;

  private final Recording recording;
  private final Consumer<String> progress;

  /**
   * Reads the traffic.
   *
   * @param events in the order of time, all of them with one
   * @throws IllegalArgumentException if none of them reads
   */
  public SimulationRun(Iterator<TraceEvent> events, Consumer<String> progress) {
    this.recording = Recording.of(events);
    this.progress = progress;
    if (recording.reads() == 0) {
      throw new IllegalArgumentException("the traces have no reads");
    }
  }

  /**
   * Simulates.
   *
   * @param decisions where to write what the cache did; null for nowhere
   * @throws IOException if that cannot be written
   */
  public SimulationReport run(SimulationConfig config, @Nullable Path decisions)
      throws IOException {
    long began = System.nanoTime();
    try (Decisions told = new Decisions(decisions)) {
      Simulation simulation = new Simulation(config, recording, cache(config), cache(config), told);
      for (int done = STEP; simulation.run(STEP); done += STEP) {
        progress.accept("replay: " + done + " of " + recording.size() + " requests");
      }
      return report(config, simulation, (System.nanoTime() - began) / 1e9);
    }
  }

  /** Returns what no run over this traffic can know, a line each. */
  public List<String> unknown(SimulationConfig config) {
    return Unknowns.of(recording, config);
  }

  private CacheModel cache(SimulationConfig config) {
    Capacity capacity = config.capacity();
    int numbers = recording.numbers();
    return capacity == null
        ? new UnboundedModel(numbers)
        : new ValueModel(
            capacity.limit(recording.distinctKeys()),
            capacity.bytes(),
            numbers,
            recording.entries(capacity));
  }

  private SimulationReport report(SimulationConfig config, Simulation done, double seconds) {
    Capacity capacity = config.capacity();
    boolean byBytes = capacity != null && capacity.bytes();
    long limit = capacity == null ? Long.MAX_VALUE : capacity.limit(recording.distinctKeys());
    Baselines others = new Baselines(recording, config);
    Figures lru = done.lazyFigures();
    Figures lfu = lru;
    Figures tinyLfu = lru;
    if (capacity != null) {
      progress.accept("replay: now LRU, LFU, W-TinyLFU and clairvoyant");
      lru = others.run(new LruModel(limit, byBytes));
      lfu = others.run(new LfuModel(limit, byBytes));
      tinyLfu = others.run(new TinyLfuModel(limit, byBytes));
    }
    Figures clairvoyant = others.runClairvoyant(limit, byBytes);
    Figures ours = done.figures();
    Figures lazy = done.lazyFigures();
    return new SimulationReport(
        ours.requests,
        ours.hitRatio(),
        ours.loads(),
        lazy.loads(),
        lazy.hitRatio(),
        ours.speculative,
        ours.useful,
        lru.hitRatio(),
        lfu.hitRatio(),
        tinyLfu.hitRatio(),
        tinyLfu.loads(),
        clairvoyant.hitRatio(),
        ours.meanMs(config.loadTime()),
        ours.p99Ms(config.loadTime()),
        lazy.meanMs(config.loadTime()),
        done.nextKey(),
        seconds);
  }
}
