package io.forewarm.local.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Writes the figures of runs side by side, for people. */
public final class FiguresTable {
  private static final Map<String, Function<RunFigures, String>> ROWS = rows();

  private FiguresTable() {}

  private static Map<String, Function<RunFigures, String>> rows() {
    Map<String, Function<RunFigures, String>> rows = new LinkedHashMap<>();
    rows.put("offered operations a second", r -> text("%,.0f", r.offeredPerSecond()));
    rows.put("reads", r -> text("%,d", r.reads()));
    rows.put("failed reads", r -> text("%,d", r.failedReads()));
    rows.put("hit ratio (did not wait for the origin)", r -> percent(r.hitRatio()));
    rows.put("fresh hit ratio", r -> percent(r.freshHitRatio()));
    rows.put("mean read, ms", r -> text("%,.2f", r.meanMs()));
    rows.put("99 % of reads, ms", r -> text("%,.2f", r.p99Ms()));
    rows.put("loads at the origin", r -> text("%,d", r.originLoads()));
    rows.put(
        "loads of the hottest key an expiry, at worst",
        r -> text("%,d", r.hottestKeyLoadsPerExpiry()));
    rows.put("Redis memory at most, MB", r -> text("%,.1f", r.redisMemoryBytes() / 1e6));
    rows.put("keys announced hot", r -> text("%,d", r.hotKeys()));
    return rows;
  }

  private static String percent(double share) {
    return text("%.1f %%", 100 * share);
  }

  private static String text(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** Returns the table, one column a run, a line break after each line. */
  public static String of(Map<String, RunFigures> runs) {
    List<List<String>> lines = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of(""));
    head.addAll(runs.keySet());
    lines.add(head);
    ROWS.forEach(
        (name, cell) -> {
          List<String> line = new ArrayList<>(List.of(name));
          runs.values().forEach(run -> line.add(cell.apply(run)));
          lines.add(line);
        });
    return aligned(lines);
  }

  private static String aligned(List<List<String>> lines) {
    int columns = lines.get(0).size();
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder table = new StringBuilder();
    for (List<String> line : lines) {
      table.append(text("%-" + widths[0] + "s", line.get(0)));
      for (int i = 1; i < columns; i++) {
        table.append("  ").append(text("%" + widths[i] + "s", line.get(i)));
      }
      table.append(System.lineSeparator());
    }
    return table.toString();
  }
}
