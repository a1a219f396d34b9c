package io.forewarm.local.trace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Traces of several files as one, opened, merged and timed. For one thread. */
public final class TraceFiles implements Iterator<TraceEvent>, AutoCloseable {
  private final List<TraceReader> readers = new ArrayList<>();
  private final MalformedLines malformed = new MalformedLines();
  private final MergedTraces events;
  private long left;

  /**
   * Opens the files.
   *
   * @param millisApart time between accesses of a trace without a clock, milliseconds of the trace
   * @param limit most accesses
   * @throws IOException if one cannot be read; none is left open then
   */
  public TraceFiles(List<Path> files, double millisApart, long limit) throws IOException {
    List<TimedTrace> timed = new ArrayList<>();
    try {
      for (Path file : files) {
        TraceReader reader = new TraceReader(file, malformed);
        readers.add(reader);
        timed.add(new TimedTrace(reader, millisApart));
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
    events = new MergedTraces(timed);
    left = limit;
  }

  @Override
  public boolean hasNext() {
    return left > 0 && events.hasNext();
  }

  /** Returns the next access; every one has a time. */
  @Override
  public TraceEvent next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    left--;
    return events.next();
  }

  /** The forms of the traces, in the order of the files. */
  public List<String> formats() {
    return readers.stream().map(TraceReader::format).toList();
  }

  /** Lines that could not be read. */
  public MalformedLines malformed() {
    return malformed;
  }

  @Override
  public void close() throws IOException {
    for (TraceReader reader : readers) {
      reader.close();
    }
  }
}
