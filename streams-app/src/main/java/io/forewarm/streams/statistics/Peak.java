package io.forewarm.streams.statistics;

/** What the largest is kept of; the order is that of {@code TemplateStats.peaks}. */
public enum Peak {
  /** Time to the soft expiry, milliseconds: nearly the TTL, where values are loaded. */
  TTL_MS(0),
  VALUE_BYTES(1),
  KEY_BYTES(2),
  /** For how long the sample of keys has been followed, milliseconds. */
  OBSERVED_MS(3);

  private final int place;

  Peak(int place) {
    this.place = place;
  }

  /** Its place in a stored record, from 0. */
  public int place() {
    return place;
  }
}
