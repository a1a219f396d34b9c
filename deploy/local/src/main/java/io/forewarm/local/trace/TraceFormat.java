package io.forewarm.local.trace;

/** A form of trace. Implementations keep no state and throw for no line. */
interface TraceFormat {
  /** Most bytes that a key may have in UTF-8: a cache key has room for the region's name, too. */
  int MOST_KEY_BYTES = 900;

  /** Its name, for people. */
  String name();

  /** Reads one line, without its line break. */
  TraceLine read(String line);
}
