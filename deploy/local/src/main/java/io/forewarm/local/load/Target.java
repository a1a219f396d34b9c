package io.forewarm.local.load;

import org.jspecify.annotations.Nullable;

/** The cache under load. Called by many threads; blocks its caller. */
public interface Target {
  /** Returns the value of a key as the cache and its origin give it. */
  byte @Nullable [] read(Operation operation) throws Exception;

  /**
   * Writes the origin and brings the cache in line. Returns the version that the origin has now,
   * and from its return on the cache should not serve an older one.
   */
  long write(Operation operation) throws Exception;
}
