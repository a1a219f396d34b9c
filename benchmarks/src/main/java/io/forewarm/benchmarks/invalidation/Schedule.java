package io.forewarm.benchmarks.invalidation;

import java.util.concurrent.TimeUnit;

/**
 * When which write is due: the rate rises evenly over the warm-up, since programs that begin cold
 * would not keep up with all of it, and is then constant.
 *
 * @param rate writes a second in the end, 1 or more
 * @param warmUpSeconds how long it rises
 * @param seconds how long it then stays
 */
public record Schedule(int rate, int warmUpSeconds, int seconds) {
  /** How many writes there are in all. */
  int writes() {
    return Math.addExact(firstThatCounts(), Math.multiplyExact(rate, seconds));
  }

  /** The number of the first write after the warm-up. */
  int firstThatCounts() {
    return Math.multiplyExact(rate, warmUpSeconds) / 2;
  }

  /** When a write is due, nanoseconds after the beginning. */
  long nanos(int write) {
    double due =
        write < firstThatCounts()
            ? Math.sqrt(2.0 * write * warmUpSeconds / rate)
            : warmUpSeconds + (write - firstThatCounts()) / (double) rate;
    return (long) (due * TimeUnit.SECONDS.toNanos(1));
  }
}
