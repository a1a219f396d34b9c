package io.forewarm.streams.flow;

import java.util.ArrayList;
import java.util.List;

/**
 * When a partition's end was where: what tells the age of the oldest record that a reader has not
 * read yet, without reading it. Pure: no Kafka, no clock. Not safe for concurrent use.
 */
final class EndHistory {
  /** With a sample every 5 s an hour fits in; then every other one is forgotten. */
  private static final int MOST = 720;

  private static final int LOOKS_OF_RATE = 2;

  private List<Sample> samples = new ArrayList<>();

  /**
   * The end at a time.
   *
   * @param nanos monotonic time
   * @param end offset of the next record to come
   */
  private record Sample(long nanos, long end) {}

  /** Takes where the end is now; an end that has gone back is that of a new topic. */
  void add(long nanos, long end) {
    if (!samples.isEmpty() && samples.get(samples.size() - 1).end() > end) {
      samples.clear();
    }
    samples.add(new Sample(nanos, end));
    if (samples.size() > MOST) {
      samples = thinned();
    }
  }

  private List<Sample> thinned() {
    List<Sample> some = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      if (i % 2 == 0 || i == samples.size() - 1) {
        some.add(samples.get(i));
      }
    }
    return some;
  }

  /**
   * Returns for how long at least the record at a position has been there; 0 if there is none yet.
   *
   * @param nanos monotonic time of now
   * @param position offset of the next record that the reader takes
   */
  double secondsBehind(long nanos, long position) {
    return samples.stream()
        .filter(sample -> sample.end() > position)
        .findFirst()
        .map(sample -> (nanos - sample.nanos()) / 1e9)
        .orElse(0.0);
  }

  /** Returns how many records a second came over the last looks; 0 before the second look. */
  double perSecond() {
    int last = samples.size() - 1;
    if (last < 1) {
      return 0;
    }
    Sample newest = samples.get(last);
    Sample before = samples.get(Math.max(0, last - LOOKS_OF_RATE));
    return (newest.end() - before.end()) * 1e9 / Math.max(1, newest.nanos() - before.nanos());
  }

  /** Returns how many records lie between a position and the last known end; 0 or more. */
  long recordsBehind(long position) {
    return samples.isEmpty() ? 0 : Math.max(0, samples.get(samples.size() - 1).end() - position);
  }
}
