package io.forewarm.streams.inspect;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a key.
 *
 * @param redis what Redis says
 * @param writes of the key, in the order of the log
 * @param voidings of its tags, prefixes and region
 * @param loads as clients reported them, oldest first
 * @param appliedUpTo broker time up to which the writes of its partition have taken effect in
 *     Redis; 0 if the worker has said nothing
 * @param span how far back the log was read
 */
record KeyFacts(
    Redis redis,
    List<Written> writes,
    List<Voiding> voidings,
    List<LoadSeen> loads,
    long appliedUpTo,
    Duration span) {

  /** There is no such thing. */
  static final long NONE = -2;

  /**
   * What Redis says.
   *
   * @param now its clock, milliseconds since 1970
   * @param value what is stored; null for nothing
   * @param keptMillis how long it is kept; -1 for ever
   * @param leaseMillis how long the lease lasts, {@link #NONE} if there is none
   * @param failure why Redis did not answer; null if it did
   */
  record Redis(
      long now,
      @Nullable StoredValue value,
      long keptMillis,
      long leaseMillis,
      @Nullable String failure) {

    boolean leased() {
      return leaseMillis != NONE;
    }
  }
}
