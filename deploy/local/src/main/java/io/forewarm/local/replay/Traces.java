package io.forewarm.local.replay;

import io.forewarm.local.load.Arrival;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The traces of one replay, opened, merged and timed. For one thread. */
final class Traces implements Iterator<Arrival>, AutoCloseable {
  private final List<TraceReader> readers = new ArrayList<>();
  private final MalformedLines malformed = new MalformedLines();
  private final ValueSizes sizes = new ValueSizes();
  private final TraceArrivals arrivals;
  private long left;

  /**
   * Opens the traces.
   *
   * @throws IOException if one cannot be read; none is left open then
   */
  Traces(ReplayConfig config) throws IOException {
    List<TimedTrace> timed = new ArrayList<>();
    try {
      for (Path file : config.files()) {
        TraceReader reader = new TraceReader(file, malformed);
        readers.add(reader);
        timed.add(new TimedTrace(reader, config.millisApart()));
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
    arrivals = new TraceArrivals(new MergedTraces(timed), config.speed(), sizes);
    left = config.limit();
  }

  @Override
  public boolean hasNext() {
    return left > 0 && arrivals.hasNext();
  }

  @Override
  public Arrival next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    left--;
    return arrivals.next();
  }

  /** The forms of the traces, in the order of the files. */
  List<String> formats() {
    return readers.stream().map(TraceReader::format).toList();
  }

  MalformedLines malformed() {
    return malformed;
  }

  ValueSizes sizes() {
    return sizes;
  }

  /** Accesses a second so far, as they were due. */
  double perSecond() {
    return arrivals.perSecond();
  }

  @Override
  public void close() throws IOException {
    for (TraceReader reader : readers) {
      reader.close();
    }
  }
}
