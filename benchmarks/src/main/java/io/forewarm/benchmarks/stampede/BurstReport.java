package io.forewarm.benchmarks.stampede;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one process saw of one expiry; a line of text between processes.
 *
 * @param loads that it began
 * @param waited readers that got the value of the load, and not at once
 * @param micros how long each read took, microseconds
 */
public record BurstReport(int loads, int waited, List<Long> micros) {
  private static final String WORD = "burst";

  /** Keeps a copy. */
  public BurstReport {
    micros = List.copyOf(micros);
  }

  /** Returns the sum of what several processes saw of the same expiry. */
  static BurstReport sum(List<BurstReport> reports) {
    List<Long> micros = new ArrayList<>();
    reports.forEach(report -> micros.addAll(report.micros));
    return new BurstReport(
        reports.stream().mapToInt(BurstReport::loads).sum(),
        reports.stream().mapToInt(BurstReport::waited).sum(),
        micros);
  }

  String line() {
    return WORD
        + " "
        + loads
        + " "
        + waited
        + " "
        + micros.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static BurstReport parse(String line) {
    String[] words = line.split(" ", -1);
    if (words.length < 4 || !words[0].equals(WORD)) {
      throw new IllegalArgumentException("no report of a burst: " + line);
    }
    return new BurstReport(
        Integer.parseInt(words[1]),
        Integer.parseInt(words[2]),
        Arrays.stream(words, 3, words.length).map(Long::valueOf).toList());
  }
}
