package io.forewarm.local.stack;

import java.util.Locale;

/** A process of the stack, in the order of their start. */
public enum StackPart {
  KAFKA,
  REDIS,
  APP;

  /** Returns the part's name as people read it: {@code kafka}, {@code redis}, {@code app}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
