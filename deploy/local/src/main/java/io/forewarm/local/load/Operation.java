package io.forewarm.local.load;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a caller wants.
 *
 * @param write whether it writes; otherwise it reads
 * @param key what it is about
 * @param user who wants it, null if nobody knows
 */
public record Operation(boolean write, String key, @Nullable String user) {

  /** A read by nobody in particular. */
  public static Operation read(String key) {
    return new Operation(false, key, null);
  }

  /** A write by nobody in particular. */
  public static Operation write(String key) {
    return new Operation(true, key, null);
  }
}
