package io.forewarm.local.load;

/**
 * An operation and when it is due, whatever became of those before it.
 *
 * @param atNanos since the start of the run
 * @param operation what arrives
 */
public record Arrival(long atNanos, Operation operation) {
  /** Refuses what lies before the start. */
  public Arrival {
    if (atNanos < 0) {
      throw new IllegalArgumentException("an arrival must not be before the start: " + atNanos);
    }
  }
}
