package io.forewarm.local.stack;

/** The stack, or one of its parts, cannot start; the message says which, why, and where to look. */
public final class StackException extends Exception {
  private static final long serialVersionUID = 1L;

  StackException(String message) {
    super(message);
  }

  StackException(String message, Throwable cause) {
    super(message, cause);
  }
}
