package io.forewarm.streams.invalidation;

import org.jspecify.annotations.Nullable;

/**
 * Judges whether the value that a write carries replaces the cached one, or makes it void. Pure.
 *
 * <p>A replacement spares the load of the next read and costs the bytes. Who writes more often than
 * anybody reads pays for loads that would never have been; who sends much at once holds up the
 * other commands of Redis.
 */
final class CarryPolicy {
  private final int largest;

  /** Takes the largest value that replaces another, bytes; 0: none does. */
  CarryPolicy(int largest) {
    this.largest = largest;
  }

  /**
   * Whether a value replaces the cached one.
   *
   * @param traffic of its key; null if it is not known, then its size alone decides
   */
  boolean replaces(int bytes, @Nullable KeyTraffic traffic) {
    return bytes <= largest
        && (traffic == null || traffic.readsPerSecond() >= traffic.writesPerSecond());
  }
}
