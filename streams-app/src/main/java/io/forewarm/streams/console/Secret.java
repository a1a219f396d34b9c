package io.forewarm.streams.console;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A text that is not shown: neither in logs nor by {@code --print-config}. */
public record Secret(String text) {
  /** No secret. */
  public static final Secret NONE = new Secret("");

  /** Takes a secret as it stands in a file, the environment or on the command line. */
  @JsonCreator
  public static Secret of(String text) {
    return new Secret(text);
  }

  /** Whether there is none. */
  boolean isEmpty() {
    return text.isEmpty();
  }

  /** Three stars in its place. */
  @JsonValue
  @Override
  public String toString() {
    return isEmpty() ? "" : "***";
  }
}
