package io.forewarm.local.replay;

import io.forewarm.local.trace.TraceEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How large the values of a trace are: as the trace last said. Safe for concurrent use. */
final class ValueSizes {
  static final int DEFAULT_BYTES = 1024;
  static final int MOST_BYTES = 10 << 20;

  private final Map<String, Integer> bytes = new ConcurrentHashMap<>();

  /** Takes what the trace says of a key's size; {@link TraceEvent#UNKNOWN} changes nothing. */
  void learn(String key, long sizeBytes) {
    if (sizeBytes >= 0) {
      bytes.put(key, (int) Math.min(sizeBytes, MOST_BYTES));
    }
  }

  /** Returns the size of a key's value, bytes, at most {@value #MOST_BYTES}. */
  int of(String key) {
    return bytes.getOrDefault(key, DEFAULT_BYTES);
  }
}
