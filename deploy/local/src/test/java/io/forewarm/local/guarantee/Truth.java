package io.forewarm.local.guarantee;

/** The origin as services use it, and where they say what they saw. */
interface Truth {
  /** Returns the version of a key, 0 before its first write. */
  long read(String key);

  /**
   * Writes a key and returns its new version; the write is open until its writer says {@link
   * Sight.Told}.
   *
   * @param id under which the caches will be told of it; empty if that is not known
   */
  long write(String writer, String key, String id);

  /** Whether a service shall write now; one that was told no does not write any more. */
  boolean writing(String writer);

  /** Takes what a service saw. */
  void see(Sight sight);
}
