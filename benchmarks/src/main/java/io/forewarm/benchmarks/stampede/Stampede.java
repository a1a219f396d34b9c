package io.forewarm.benchmarks.stampede;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Lets one key after another expire under 4 processes of 16 threads; a load takes 200 ms. */
public final class Stampede implements AutoCloseable {
  private static final int PROCESSES = 4;
  private static final int WARM_UP_ROUNDS = 3;
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final int TELL_EVERY = 5;
  private static final Duration UNTIL_EXPIRED = StampedeReader.TTL.plusMillis(150);

  /** How long a load takes. */
  public static final Duration LOAD = StampedeReader.LOAD;

  private final List<ReaderProcess> readers = new ArrayList<>();
  private final PrintWriter progress;

  /**
   * Starts the processes.
   *
   * @param redis address of Redis
   */
  public Stampede(String redis, PrintWriter progress) {
    this.progress = progress;
    for (int i = 0; i < PROCESSES; i++) {
      readers.add(ReaderProcess.start(StampedeReader.class, redis));
    }
    readers.forEach(ReaderProcess::answer);
  }

  /** Returns what happens when nothing may be served once a value has expired. */
  public StampedeFigures withoutStale(int rounds) {
    return run(StampedeReader.STRICT, rounds);
  }

  /** Returns what happens when a stale value may be served while it is refreshed. */
  public StampedeFigures withStale(int rounds) {
    return run(StampedeReader.LENIENT, rounds);
  }

  private StampedeFigures run(String region, int rounds) {
    warm(region);
    List<BurstReport> reports = new ArrayList<>();
    for (int i = 1; i <= rounds; i++) {
      reports.add(round(region));
      if (i % TELL_EVERY == 0 || i == rounds) {
        tell(region, i, rounds, new StampedeFigures(reports));
      }
    }
    return new StampedeFigures(reports);
  }

  private void warm(String region) {
    long until = System.currentTimeMillis() + WARM_UP.toMillis();
    readers.forEach(reader -> reader.order("warm " + region + " " + until));
    readers.forEach(ReaderProcess::answer);
    for (int i = 0; i < WARM_UP_ROUNDS; i++) {
      round(region);
    }
  }

  private BurstReport round(String region) {
    String key = UUID.randomUUID().toString();
    ReaderProcess first = readers.get(Math.floorMod(key.hashCode(), PROCESSES));
    first.order("fill " + region + " " + key);
    first.answer();
    long expired = System.currentTimeMillis() + UNTIL_EXPIRED.toMillis();
    readers.forEach(reader -> reader.order("burst " + region + " " + key + " " + expired));
    return BurstReport.sum(
        readers.stream().map(ReaderProcess::answer).map(BurstReport::parse).toList());
  }

  private void tell(String region, int round, int rounds, StampedeFigures figures) {
    progress.println(
        String.format(
            Locale.ROOT,
            "expiry %d/%d  %-7s  loads an expiry %.2f  readers that waited %,d  p99 %.1f ms",
            round,
            rounds,
            region,
            figures.loadsPerExpiry(),
            figures.waited(),
            figures.p99Millis()));
    progress.flush();
  }

  @Override
  public void close() {
    readers.forEach(ReaderProcess::close);
  }
}
