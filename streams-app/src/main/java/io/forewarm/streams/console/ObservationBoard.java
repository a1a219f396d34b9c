package io.forewarm.streams.console;

import io.forewarm.schemas.CacheFigures;
import io.forewarm.schemas.Mode;
import io.forewarm.schemas.Observation;
import io.forewarm.schemas.RegionStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What regions with a mode did of late: those keys and clients that act beside those that are
 * observed, and beside these what they would have done. Safe for concurrent use.
 */
public final class ObservationBoard {
  private final Duration memory;
  private final Map<Group, List<Account>> groups =
      new TreeMap<>(Comparator.comparing(Group::region).thenComparing(Group::mode));

  private record Group(String region, Mode mode) {}

  private record Account(long from, long to, Observation said) {}

  /** Remembers for a time, counted back from the latest account. */
  public ObservationBoard(Duration memory) {
    this.memory = memory;
  }

  /**
   * One group of keys and clients of a region.
   *
   * @param mode whether decisions about it are executed: act or observe
   * @param until end of the figures, broker time, milliseconds since 1970
   * @param seconds that the figures cover
   * @param measured by the reports of the clients
   * @param expected had decisions been executed; null in mode act
   * @param observedSeconds since when expectations are kept: they began with an empty cache
   * @param softTtlMs for how long values were taken to be fresh
   * @param hardTtlMs for how long values were taken to be kept
   */
  public record Row(
      String region,
      String mode,
      long until,
      double seconds,
      Figures measured,
      @Nullable Figures expected,
      double observedSeconds,
      long softTtlMs,
      long hardTtlMs) {}

  /**
   * What a cache did.
   *
   * @param hitRatio share of the reads that did not wait for the origin, 0 to 1
   * @param loads of the origin, ahead of reads or not
   * @param meanWaitMs that a read waited for the origin, hits included; a round trip is not in it
   * @param meanLoadMs time of a load
   * @param warmed loads ahead of reads of absent keys; only where it is expected
   * @param refreshed loads ahead of the end of values; only where it is expected
   * @param useful of the warmed, those that were read in time
   * @param bytes of the values kept; only where it is expected
   */
  public record Figures(
      long reads,
      double hitRatio,
      long loads,
      double meanWaitMs,
      double meanLoadMs,
      long writes,
      long warmed,
      long refreshed,
      long useful,
      long bytes) {}

  /** Forgets everything, before the records are read anew. */
  synchronized void clear() {
    groups.clear();
  }

  /** Takes an account; statistics without an observation say nothing here. */
  public synchronized void put(String region, RegionStats stats) {
    Observation said = stats.getObservation();
    if (said == null) {
      return;
    }
    Account account = new Account(stats.getFromMs(), stats.getToMs(), said);
    groups
        .computeIfAbsent(new Group(region, said.getMode()), group -> new ArrayList<>())
        .add(account);
    long oldest = account.to - memory.toMillis();
    groups.values().forEach(accounts -> accounts.removeIf(old -> old.from < oldest));
    groups.values().removeIf(List::isEmpty);
  }

  /** Returns the groups by region, those that act first. */
  public synchronized List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    groups.forEach((group, accounts) -> rows.add(row(group, accounts)));
    return rows;
  }

  private static Row row(Group group, List<Account> accounts) {
    long from = accounts.stream().mapToLong(Account::from).min().orElse(0);
    long to = accounts.stream().mapToLong(Account::to).max().orElse(0);
    Observation last = accounts.get(accounts.size() - 1).said;
    CacheFigures measured = new CacheFigures();
    CacheFigures expected = new CacheFigures();
    Map<Integer, Account> latest = new HashMap<>();
    for (Account account : accounts) {
      add(measured, account.said.getMeasured());
      if (account.said.getExpected() != null) {
        add(expected, account.said.getExpected());
        latest.merge(account.said.getPartition(), account, (a, b) -> a.to > b.to ? a : b);
      }
    }
    for (Account account : latest.values()) {
      expected.setBytes(expected.getBytes() + account.said.getExpected().getBytes());
    }
    long since = accounts.stream().mapToLong(account -> account.said.getSince()).max().orElse(0);
    boolean observes = group.mode == Mode.OBSERVE && !latest.isEmpty();
    return new Row(
        group.region,
        group.mode.name().toLowerCase(Locale.ROOT),
        to,
        (to - from) / 1000.0,
        figures(measured),
        observes ? figures(expected) : null,
        observes ? (to - since) / 1000.0 : 0,
        last.getSoftTtlMs(),
        last.getHardTtlMs());
  }

  private static void add(CacheFigures sums, CacheFigures more) {
    sums.setReads(sums.getReads() + more.getReads());
    sums.setMisses(sums.getMisses() + more.getMisses());
    sums.setLoads(sums.getLoads() + more.getLoads());
    sums.setLoadMicros(sums.getLoadMicros() + more.getLoadMicros());
    sums.setWaitMicros(sums.getWaitMicros() + more.getWaitMicros());
    sums.setWrites(sums.getWrites() + more.getWrites());
    sums.setWarmed(sums.getWarmed() + more.getWarmed());
    sums.setRefreshed(sums.getRefreshed() + more.getRefreshed());
    sums.setUseful(sums.getUseful() + more.getUseful());
  }

  private static Figures figures(CacheFigures sums) {
    double reads = sums.getReads();
    return new Figures(
        sums.getReads(),
        reads == 0 ? 0 : (reads - sums.getMisses()) / reads,
        sums.getLoads(),
        reads == 0 ? 0 : sums.getWaitMicros() / 1000.0 / reads,
        sums.getLoads() == 0 ? 0 : sums.getLoadMicros() / 1000.0 / sums.getLoads(),
        sums.getWrites(),
        sums.getWarmed(),
        sums.getRefreshed(),
        sums.getUseful(),
        sums.getBytes());
  }
}
