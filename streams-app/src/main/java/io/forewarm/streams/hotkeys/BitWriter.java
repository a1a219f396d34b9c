package io.forewarm.streams.hotkeys;

import java.util.Arrays;

/**
 * Writes numbers as bits: those of a known magnitude in Rice's code, small ones in Elias' gamma.
 */
final class BitWriter {
  private byte[] bytes = new byte[64];
  private long bits;

  void bits(long value, int count) {
    for (int i = count - 1; i >= 0; i--) {
      bit((int) ((value >>> i) & 1));
    }
  }

  private void bit(int bit) {
    int octet = (int) (bits >>> 3);
    if (octet == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    bytes[octet] |= (byte) (bit << (7 - (bits & 7)));
    bits++;
  }

  /** Writes 0 or more: the lower bits as they are, what is above them in ones and a zero. */
  void rice(long value, int lower) {
    for (long ones = value >>> lower; ones > 0; ones--) {
      bit(1);
    }
    bit(0);
    bits(value, lower);
  }

  /** Writes 0 or more: the lower bits as they are, what is above them in gamma code. */
  void golomb(long value, int lower) {
    gamma(value >>> lower);
    bits(value, lower);
  }

  /** Writes 0 or more: 1 bit for 0, 3 for 1 and 2, about two for each bit of larger ones. */
  void gamma(long value) {
    int length = Long.SIZE - Long.numberOfLeadingZeros(value + 1);
    bits(0, length - 1);
    bits(value + 1, length);
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes, (int) ((bits + 7) >>> 3));
  }
}
