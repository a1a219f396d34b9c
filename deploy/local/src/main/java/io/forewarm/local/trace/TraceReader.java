package io.forewarm.local.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one trace, in whatever form it has: finds out by its first lines, streams, and never stops
 * for a malformed line. For one thread.
 */
public final class TraceReader implements Iterator<TraceEvent>, AutoCloseable {
  private static final List<TraceFormat> FORMATS = List.of(new CsvFormat(), new WebLogFormat());
  private static final int LOOKED_AT = 50;

  private final Path file;
  private final LineSource lines;
  private final MalformedLines malformed;
  private final Deque<String> lookedAt = new ArrayDeque<>();
  private final TraceFormat format;
  private long lineNumber;
  private @Nullable TraceEvent next;

  /**
   * Opens a trace.
   *
   * @param malformed is told of the lines that could not be read
   * @throws IOException if the file cannot be read
   */
  public TraceReader(Path file, MalformedLines malformed) throws IOException {
    this.file = file;
    this.lines = LineSource.open(file);
    this.malformed = malformed;
    try {
      this.format = detect();
    } catch (IOException | RuntimeException e) {
      lines.close();
      throw e;
    }
    next = read();
  }

  /** Name of the form that the trace has. */
  public String format() {
    return format.name();
  }

  private TraceFormat detect() throws IOException {
    @Nullable String line = lines.next();
    while (line != null) {
      lookedAt.add(line);
      line = lookedAt.size() < LOOKED_AT ? lines.next() : null;
    }
    TraceFormat best = FORMATS.get(0);
    for (TraceFormat candidate : FORMATS) {
      best = accesses(candidate) > accesses(best) ? candidate : best;
    }
    return best;
  }

  private long accesses(TraceFormat candidate) {
    return lookedAt.stream()
        .filter(l -> !(candidate.read(l) instanceof TraceLine.Malformed))
        .count();
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public TraceEvent next() {
    TraceEvent event = next;
    if (event == null) {
      throw new NoSuchElementException();
    }
    next = read();
    return event;
  }

  private @Nullable TraceEvent read() {
    @Nullable String line = line();
    while (line != null) {
      TraceLine found = format.read(line);
      if (found instanceof TraceLine.Access access) {
        return access.event();
      }
      if (found instanceof TraceLine.Malformed wrong) {
        malformed.add(file, lineNumber, line, wrong.reason());
      }
      line = line();
    }
    return null;
  }

  private @Nullable String line() {
    lineNumber++;
    if (!lookedAt.isEmpty()) {
      return lookedAt.remove();
    }
    try {
      return lines.next();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + " beyond line " + lineNumber, e);
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
