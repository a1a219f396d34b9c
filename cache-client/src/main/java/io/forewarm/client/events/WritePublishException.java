package io.forewarm.client.events;

/**
 * The broker has not acknowledged a write event: caches of other processes may not learn of the
 * write.
 */
public final class WritePublishException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public WritePublishException(String message, Throwable cause) {
    super(message, cause);
  }
}
