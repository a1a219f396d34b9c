package io.forewarm.streams;

/** A setting cannot be taken; the message names key, value and what is allowed. */
public final class AppConfigException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Says what is wrong. */
  public AppConfigException(String message) {
    super(message);
  }
}
