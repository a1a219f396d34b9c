package io.forewarm.streams.hotkeys;

/** Reads what {@link BitWriter} wrote, in the same order. */
final class BitReader {
  private final byte[] bytes;
  private long bits;

  BitReader(byte[] bytes) {
    this.bytes = bytes;
  }

  long bits(int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = (value << 1) | bit();
    }
    return value;
  }

  private int bit() {
    int octet = bytes[(int) (bits >>> 3)];
    int bit = (octet >>> (7 - (bits & 7))) & 1;
    bits++;
    return bit;
  }

  long rice(int lower) {
    long upper = 0;
    while (bit() == 1) {
      upper++;
    }
    return (upper << lower) | bits(lower);
  }

  long golomb(int lower) {
    return (gamma() << lower) | bits(lower);
  }

  long gamma() {
    int length = 0;
    while (bit() == 0) {
      length++;
    }
    return ((1L << length) | bits(length)) - 1;
  }
}
