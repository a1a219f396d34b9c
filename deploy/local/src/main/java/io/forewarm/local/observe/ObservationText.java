package io.forewarm.local.observe;

import io.forewarm.local.terminal.DurationText;
import io.forewarm.local.terminal.TextTable;
import io.forewarm.streams.console.ObservationBoard.Figures;
import io.forewarm.streams.console.ObservationBoard.Row;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Observations as a person reads them, and what they cannot know. */
public final class ObservationText {
  private static final String NOTHING =
      "nothing was reported of a region whose rule sets a mode; 'forewarm rules put REGION --mode"
          + " observe' sets one, and the first account comes some ten seconds later";
  private static final List<String> UNKNOWN =
      List.of(
          "What 'would act' cannot know:",
          "  - when within a report's interval (2 s) a key was read: evenly, it supposes",
          "  - how the origin would bear other loads: each takes as long as the measured ones",
          "  - other TTLs than those named, and what memory that runs short would drive out",
          "  - reads that were not reported; who reads, where no visit says it: nothing is warmed",
          "  - a round trip to Redis, which is in no WAIT");

  private final List<Row> rows;

  /** Takes the groups. */
  public ObservationText(List<Row> rows) {
    this.rows = rows;
  }

  /** Prints all of it. */
  public void print(PrintWriter out) {
    if (rows.isEmpty()) {
      out.println(NOTHING);
      out.flush();
      return;
    }
    TextTable table =
        new TextTable(
            "REGION", "MODE", "READS", "HITS", "LOADS", "WAIT", "AHEAD", "USEFUL", "MEMORY");
    rows.forEach(row -> add(table, row));
    table.print(out);
    out.println();
    rows.stream().filter(row -> row.expected() != null).forEach(row -> explain(row, out));
    if (rows.stream().anyMatch(row -> row.expected() != null)) {
      UNKNOWN.forEach(out::println);
    }
    out.flush();
  }

  private static void add(TextTable table, Row row) {
    add(table, row.region(), row.mode(), row.measured(), false);
    Figures expected = row.expected();
    if (expected != null) {
      add(table, row.region(), "would act", expected, true);
    }
  }

  private static void add(
      TextTable table, String region, String mode, Figures figures, boolean thought) {
    table.add(
        region,
        mode,
        number("%,d", figures.reads()),
        number("%.2f %%", 100 * figures.hitRatio()),
        number("%,d", figures.loads()),
        number("%.2f ms", figures.meanWaitMs()),
        thought ? number("%,d", figures.warmed() + figures.refreshed()) : "-",
        thought ? number("%,d", figures.useful()) : "-",
        thought ? number("%.1f MB", figures.bytes() / 1e6) : "-");
  }

  /** A cache that has just begun knows fewer keys than one that acts. */
  private static void explain(Row row, PrintWriter out) {
    out.println(
        row.region()
            + ": values would be fresh for "
            + time(row.softTtlMs())
            + " and kept for "
            + time(row.hardTtlMs())
            + " ('rules put --soft-ttl --hard-ttl' says otherwise); observed for "
            + time(Math.round(row.observedSeconds()) * 1_000)
            + ", from an empty cache");
  }

  private static String time(long millis) {
    return DurationText.of(Duration.ofMillis(millis));
  }

  private static String number(String form, Object value) {
    return String.format(Locale.ROOT, form, value);
  }
}
