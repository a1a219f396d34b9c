package io.forewarm.local.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.forewarm.local.simulation.SimulationReport;
import io.forewarm.local.terminal.TextTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * The same traffic under several settings.
 *
 * @param base under those of the command line
 * @param runs under those of the files, in their order
 */
record Comparison(
    @JsonUnwrapped SimulationReport base,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonProperty("runs") List<Run> runs) {
  /**
   * Under the settings of a file.
   *
   * @param settings name of the file
   */
  record Run(@JsonProperty("settings") String settings, @JsonUnwrapped SimulationReport report) {}

  /** Prints a line for each; nothing if there is nothing to compare. */
  void print(PrintWriter out) {
    if (runs.isEmpty()) {
      return;
    }
    TextTable table =
        new TextTable("settings", "hit ratio", "loads", "lazy loads", "ahead", "useful", "mean ms");
    add(table, "(command line)", base);
    runs.forEach(run -> add(table, run.settings, run.report));
    table.print(out);
    out.flush();
  }

  private static void add(TextTable table, String settings, SimulationReport report) {
    table.add(
        settings,
        String.format(Locale.ROOT, "%.2f %%", 100 * report.hitRatio()),
        report.loads(),
        report.lazyLoads(),
        report.speculativeLoads(),
        report.usefulSpeculativeLoads(),
        String.format(Locale.ROOT, "%.1f", report.meanMs()));
  }
}
