package io.forewarm.client;

import org.jspecify.annotations.Nullable;

/** Neither the cache nor the origin could answer; the message names the key and the reason. */
public final class CacheException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CacheException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
