package io.forewarm.local.trace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Counts the lines that could not be read, and keeps the first few to be shown. */
public final class MalformedLines {
  private static final int KEPT = 5;
  private static final int SHOWN_CHARACTERS = 80;

  private final List<String> first = new ArrayList<>();
  private long count;

  synchronized void add(Path file, long lineNumber, String line, String reason) {
    count++;
    if (first.size() < KEPT) {
      first.add(file.getFileName() + ":" + lineNumber + ": " + reason + ": " + shown(line));
    }
  }

  private static String shown(String line) {
    String cut =
        line.length() <= SHOWN_CHARACTERS ? line : line.substring(0, SHOWN_CHARACTERS) + "...";
    return cut.replaceAll("\\p{Cntrl}", "?");
  }

  /** Number of malformed lines. */
  public synchronized long count() {
    return count;
  }

  /** The first of them: file, line number, reason, line. */
  public synchronized List<String> first() {
    return List.copyOf(first);
  }
}
