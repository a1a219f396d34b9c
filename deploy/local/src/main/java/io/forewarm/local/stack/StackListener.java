package io.forewarm.local.stack;

/** Hears what happens to a stack. Called on threads of the stack; must not block for long. */
public interface StackListener {
  /** Hears nothing. */
  StackListener SILENT = new StackListener() {};

  /** A step of the start or the end, in a few words for people. */
  default void progress(String step) {}

  /**
   * A part ended that nobody had asked to end.
   *
   * @param exitCode as shells see it: 128 + n after signal n
   */
  default void died(StackPart part, int exitCode) {}
}
