package io.forewarm.streams.hotkeys;

/** How much memory objects take on a 64-bit machine with compressed references, bytes. */
final class Footprint {
  /** An object of a few fields. */
  static final long OBJECT = 32;

  /** A reference. */
  static final long REFERENCE = 4;

  private static final long STRING = 24;
  private static final long ARRAY_HEADER = 16;

  private Footprint() {}

  /** An array of so many elements. */
  static long array(long length, int elementBytes) {
    return (ARRAY_HEADER + length * elementBytes + 7) & ~7;
  }

  /** A text of Latin letters. */
  static long text(String text) {
    return STRING + array(text.length(), Byte.BYTES);
  }
}
