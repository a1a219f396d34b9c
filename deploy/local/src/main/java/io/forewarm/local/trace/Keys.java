package io.forewarm.local.trace;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Judges whether a trace's key can be a key of the replayed region. */
final class Keys {
  private Keys() {}

  /** Returns what is wrong; null if nothing is. */
  static @Nullable String whatIsWrongWith(String key) {
    if (key.isEmpty()) {
      return "the key is blank";
    }
    int bytes = key.getBytes(StandardCharsets.UTF_8).length;
    long escaped = key.chars().filter(c -> c == '\\' || c == '{' || c == '}').count();
    if (bytes + escaped > TraceFormat.MOST_KEY_BYTES) {
      return "the key has more than " + TraceFormat.MOST_KEY_BYTES + " bytes";
    }
    return null;
  }
}
