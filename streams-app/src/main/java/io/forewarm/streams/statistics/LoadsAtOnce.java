package io.forewarm.streams.statistics;

import java.util.stream.IntStream;

/**
 * How long loads take by how many of their client run at once: 1, 2, up to 4, 8, 16, 32, 64 and
 * more. Loads that do not wait for each other take as long whatever their number.
 *
 * @param loads by number at once
 * @param micros how long they took, all together, microseconds
 * @param atOnce how many ran at once, summed over the loads
 */
public record LoadsAtOnce(long[] loads, long[] micros, long[] atOnce) {
  /** How many numbers are told apart. */
  static final int STEPS = 8;

  /** Returns the step of a number of loads at once, 1 or more. */
  static int step(long atOnce) {
    int step = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, atOnce) - 1);
    return Math.min(STEPS - 1, step);
  }

  /** Returns all loads of both. */
  public LoadsAtOnce plus(LoadsAtOnce other) {
    return new LoadsAtOnce(
        sum(loads, other.loads), sum(micros, other.micros), sum(atOnce, other.atOnce));
  }

  private static long[] sum(long[] one, long[] other) {
    return IntStream.range(0, one.length).mapToLong(step -> one[step] + other[step]).toArray();
  }

  /**
   * Loads of steps that lie side by side.
   *
   * @param atMost largest number at once of the step that was taken last
   * @param loads how many there are, 0 if there are none at all
   * @param atOnce how many ran at once in the mean
   * @param meanMs how long they took in the mean, milliseconds
   */
  public record Step(long atMost, long loads, double atOnce, double meanMs) {}

  /**
   * Returns the lowest steps that have so many loads together, as one; all if there are fewer.
   *
   * @param least loads, 1 or more
   */
  public Step lowest(long least) {
    return gather(0, 1, least);
  }

  /** Returns the highest steps that have so many loads together, as one. */
  public Step highest(long least) {
    return gather(STEPS - 1, -1, least);
  }

  private Step gather(int first, int direction, long least) {
    long count = 0;
    long time = 0;
    long running = 0;
    int last = first;
    for (int step = first; step >= 0 && step < STEPS && count < least; step += direction) {
      count += loads[step];
      time += micros[step];
      running += atOnce[step];
      last = step;
    }
    double all = Math.max(1, count);
    return new Step(1L << last, count, running / all, time / 1_000.0 / all);
  }
}
