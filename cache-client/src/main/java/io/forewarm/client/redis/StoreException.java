package io.forewarm.client.redis;

import org.jspecify.annotations.Nullable;

/** Redis could not be reached, answered with an error, or not in time. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
