package io.forewarm.local.replay;

import io.forewarm.local.load.Arrival;
import io.forewarm.local.trace.MalformedLines;
import io.forewarm.local.trace.TraceFiles;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/** The traces of one replay as arrivals. For one thread. */
final class Traces implements Iterator<Arrival>, AutoCloseable {
  private final TraceFiles files;
  private final ValueSizes sizes = new ValueSizes();
  private final TraceArrivals arrivals;

  /**
   * Opens the traces.
   *
   * @throws IOException if one cannot be read; none is left open then
   */
  Traces(ReplayConfig config) throws IOException {
    files = new TraceFiles(config.files(), config.millisApart(), config.limit());
    arrivals = new TraceArrivals(files, config.speed(), sizes);
  }

  @Override
  public boolean hasNext() {
    return arrivals.hasNext();
  }

  @Override
  public Arrival next() {
    return arrivals.next();
  }

  /** The forms of the traces, in the order of the files. */
  List<String> formats() {
    return files.formats();
  }

  MalformedLines malformed() {
    return files.malformed();
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
    files.close();
  }
}
