package io.forewarm.client.redis;

import org.jspecify.annotations.Nullable;

/**
 * Redis answered that it will not carry out a command on this key, however often it is asked: what
 * is stored under its name is of another type, or this user may not touch it.
 */
public final class KeyRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  KeyRefusedException(Throwable cause) {
    super(cause.getMessage(), cause);
  }

  /** Whether an answer of Redis says so. A user who may run no command at all is another matter. */
  static boolean says(@Nullable String answer) {
    return answer != null
        && (answer.contains("WRONGTYPE") || (answer.contains("NOPERM") && answer.contains(" key")));
  }
}
