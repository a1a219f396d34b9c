package io.forewarm.streams.eviction;

/**
 * What the eviction remembers.
 *
 * @param entries about as many as the cache holds, 1 or more
 * @param mostKeys keys remembered, at most, 1024 or more; 14 bytes each
 */
public record EvictionConfig(long entries, int mostKeys) {
  /** Remembered keys for each entry of the cache. */
  private static final long MEMORY = 16;

  private static final long LEAST = 1024;

  /**
   * Checks.
   *
   * @throws IllegalArgumentException naming the setting, its value and what is allowed
   */
  public EvictionConfig {
    if (entries < 1) {
      throw new IllegalArgumentException("eviction.entries=" + entries + ": must be 1 or more");
    }
    if (mostKeys < LEAST || mostKeys > 1 << 28) {
      throw new IllegalArgumentException(
          "eviction.most-keys=" + mostKeys + ": must be " + LEAST + " to " + (1 << 28));
    }
  }

  /** For a cache of so many entries; 58 MB at most. */
  public static EvictionConfig of(long entries) {
    return new EvictionConfig(entries, 1 << 22);
  }

  /** How many keys are remembered. */
  int keys() {
    return (int) Math.min(mostKeys, Math.max(LEAST, Math.min(entries, mostKeys) * MEMORY));
  }
}
