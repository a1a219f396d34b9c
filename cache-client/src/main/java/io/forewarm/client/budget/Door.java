package io.forewarm.client.budget;

/** The way of one region to its origin, for loads that nobody waits for yet. */
public interface Door {
  /** Takes one of the places that others leave over; false: there is none now. */
  boolean tryEnter();

  /** Gives a place back. */
  void leave();

  /** Whether loads that somebody waits for stand in line. */
  boolean crowded();

  /** Whether the circuit breaker keeps loads away. */
  boolean stopped();

  /** Loads ahead a second that all processes together may make, 0 or more. */
  int ceiling();
}
