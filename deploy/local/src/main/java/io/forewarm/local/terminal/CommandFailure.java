package io.forewarm.local.terminal;

/** A command cannot do its work for a reason that people understand; it ends with exit code 1. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what failed and what to do about it. */
  public CommandFailure(String message) {
    super(message);
  }

  /** Says what failed and what to do about it. */
  public CommandFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
