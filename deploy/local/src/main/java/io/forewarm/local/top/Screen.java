package io.forewarm.local.top;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where frames are shown: each in the place of the last on a terminal that can do that, one after
 * the other on any other.
 */
final class Screen {
  private static final String HOME = "\u001b[H";
  private static final String END_OF_LINE = "\u001b[K\n";
  private static final String REST = "\u001b[J";
  private static final String DUMB = "dumb";

  private final PrintWriter out;
  private final boolean moves;
  private final int width;
  private boolean used;

  /**
   * Takes what it knows of the terminal from the environment.
   *
   * @param terminal whether a person looks at it
   */
  Screen(PrintWriter out, Map<String, String> environment, boolean terminal) {
    this.out = out;
    String kind = environment.getOrDefault("TERM", DUMB);
    moves = terminal && !kind.isBlank() && !kind.equals(DUMB);
    width = moves ? width(environment.get("COLUMNS")) : Integer.MAX_VALUE;
  }

  private static int width(@Nullable String columns) {
    return columns != null && columns.matches("[1-9]\\d{0,4}")
        ? Integer.parseInt(columns)
        : Integer.MAX_VALUE;
  }

  /** Shows a frame. */
  void show(List<String> lines) {
    if (!moves) {
      out.print(used ? "\n" : "");
      lines.forEach(line -> out.print(line + "\n"));
    } else {
      out.print(HOME);
      lines.forEach(
          line -> out.print(line.substring(0, Math.min(width, line.length())) + END_OF_LINE));
      out.print(REST);
    }
    out.flush();
    used = true;
  }

  /** Whether nobody reads any more what is shown. */
  boolean isGone() {
    return out.checkError();
  }
}
