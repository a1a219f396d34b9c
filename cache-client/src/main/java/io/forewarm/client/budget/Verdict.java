package io.forewarm.client.budget;

/** How an origin is, as far as one process can tell from its own loads. */
public enum Verdict {
  /** Too little was seen of late, or ever. */
  UNKNOWN,
  /** As usual. */
  WELL,
  /** Loads take several times what they usually do. */
  SLOW,
  /** Many loads fail. */
  FAILING,
  /** Loads that somebody waits for stand in line before the bulkhead. */
  CROWDED;

  /** Whether nothing is to be loaded ahead because of it. */
  boolean trouble() {
    return this == SLOW || this == FAILING || this == CROWDED;
  }
}
