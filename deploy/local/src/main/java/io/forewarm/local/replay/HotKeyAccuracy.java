package io.forewarm.local.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.forewarm.local.terminal.TextTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;

/**
 * How well the pipeline finds the hot keys of a trace. A pair is a window and a key in it.
 *
 * @param precision part of the pairs found that brute force confirms; 1 if there are none
 * @param recall part of the pairs of brute force that were found; 1 if there are none
 * @param summaryBytes most memory of the pipeline a sub-window
 * @param pairs pairs by brute force
 * @param found pairs that the pipeline found
 * @param forgotten reads that a key may have lost because memory was full
 * @param windows what the pipeline found in each window
 */
record HotKeyAccuracy(
    @JsonProperty("precision") double precision,
    @JsonProperty("recall") double recall,
    @JsonProperty("summary_bytes") long summaryBytes,
    @JsonProperty("pairs") long pairs,
    @JsonProperty("found") long found,
    @JsonProperty("forgotten_reads") long forgotten,
    @JsonProperty("windows") List<Window> windows) {

  /**
   * The hot keys of one window.
   *
   * @param end of the window, exclusive: milliseconds of the trace, or requests
   * @param hot its keys
   */
  record Window(@JsonProperty("end") long end, @JsonProperty("hot") Set<String> hot) {}

  /** Prints the figures, for people. */
  void print(PrintWriter out) {
    TextTable table = new TextTable("", "windows", "pairs", "precision", "recall", "bytes");
    String none = "";
    table.add("brute force", windows.size(), pairs, none, none, none);
    table.add(
        "detection", windows.size(), found, percent(precision), percent(recall), summaryBytes);
    table.print(out);
    out.println("bytes: most memory of the detection, a sub-window; pairs: a window and a hot key");
    if (forgotten > 0) {
      out.println("memory was full: a key may have lost " + forgotten + " reads in all");
    }
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * part);
  }

  static HotKeyAccuracy of(
      SortedMap<Long, Set<String>> counted,
      SortedMap<Long, Set<String>> found,
      long summaryBytes,
      long forgotten) {
    long pairs = 0;
    long foundPairs = 0;
    long both = 0;
    List<Window> windows = new ArrayList<>();
    for (var window : counted.entrySet()) {
      Set<String> hot = found.getOrDefault(window.getKey(), Set.of());
      pairs += window.getValue().size();
      foundPairs += hot.size();
      both += hot.stream().filter(window.getValue()::contains).count();
      windows.add(new Window(window.getKey(), hot));
    }
    return new HotKeyAccuracy(
        foundPairs == 0 ? 1 : (double) both / foundPairs,
        pairs == 0 ? 1 : (double) both / pairs,
        summaryBytes,
        pairs,
        foundPairs,
        forgotten,
        windows);
  }
}
