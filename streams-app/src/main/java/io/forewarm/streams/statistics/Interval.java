package io.forewarm.streams.statistics;

/**
 * The time that a report covers.
 *
 * @param begin broker time, milliseconds since 1970
 * @param end not before the begin
 */
record Interval(long begin, long end) {
  Interval part(int number, int parts) {
    return new Interval(
        begin + (end - begin) * number / parts, begin + (end - begin) * (number + 1) / parts);
  }

  /** Time between two of so many things that lie evenly in it, milliseconds; 0 of nothing. */
  double gap(long count) {
    return count == 0 ? 0 : (end - begin) / (double) count;
  }
}
