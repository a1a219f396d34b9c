package io.forewarm.local.trace;

/** What a line of a trace turned out to be. */
sealed interface TraceLine {
  /** An access. */
  record Access(TraceEvent event) implements TraceLine {}

  /** Good, but no access that a cache would see, such as a failed request or a header. */
  enum Skipped implements TraceLine {
    SKIPPED
  }

  /**
   * Not a line of the format.
   *
   * @param reason what is wrong with it
   */
  record Malformed(String reason) implements TraceLine {}
}
