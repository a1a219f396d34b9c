package io.forewarm.client.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a script returns: the clock of Redis, and after it what the script says at its top.
 *
 * @param parts numbers as Long, strings as byte[]
 */
record ScriptReply(List<@Nullable Object> parts) {
  /** The clock of Redis, milliseconds since 1970. */
  long clock() {
    return number(0);
  }

  /** What became of the operation. */
  int outcome() {
    return (int) number(1);
  }

  /** Whether the operation took place. */
  boolean done() {
    return outcome() == 1;
  }

  /** The number at a place. */
  long number(int at) {
    if (parts.get(at) instanceof Long number) {
      return number;
    }
    throw new IllegalStateException("a script returned no number at " + at + ": " + parts);
  }

  /** The bytes at a place, or null. */
  byte @Nullable [] bytes(int at) {
    return at < parts.size() && parts.get(at) instanceof byte[] bytes ? bytes : null;
  }
}
