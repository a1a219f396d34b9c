package io.forewarm.client.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * The hash slots of a Redis Cluster: which one a name lies in, by CRC-16/XMODEM of its hash tag as
 * in the specification of Redis Cluster, and how to name something that lies in a given one.
 */
public final class HashSlots {
  /** How many there are. */
  static final int COUNT = 1 << 14;

  private HashSlots() {}

  /** Returns the slot of a name: of what is between its braces, if there is anything. */
  public static int of(String name) {
    int open = name.indexOf('{');
    int close = open < 0 ? -1 : name.indexOf('}', open + 1);
    String hashed = close > open + 1 ? name.substring(open + 1, close) : name;
    return crc16(hashed.getBytes(UTF_8)) & (COUNT - 1);
  }

  /**
   * Returns the slot of the number-th of any number of things that shall lie far from each other
   * and from the slot that they start from: its place in van der Corput's sequence, the half, the
   * quarter, three quarters and so on of the circle further. So the first 2^k - 1 of them and the
   * start are evenly spread over it, however it is cut into masters.
   *
   * @param number 0 for the start itself, to 16,383
   */
  static int apart(int start, int number) {
    int part = Integer.reverse(number) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(COUNT));
    return (start + part) & (COUNT - 1);
  }

  /**
   * Returns the hash tag of a slot: the smallest number whose text, to the base of 36 in small
   * letters, lies there. All clients must have the same.
   */
  static String tag(int slot) {
    return text(Tags.NUMBERS[slot]);
  }

  private static String text(int number) {
    return Integer.toString(number, 36);
  }

  /** A byte at a time without a table, as Greg Cook found it. */
  private static int crc16(byte[] bytes) {
    int crc = 0;
    for (byte octet : bytes) {
      int mixed = ((crc >>> 8) ^ octet) & 0xff;
      mixed ^= mixed >>> 4;
      crc = ((crc << 8) ^ (mixed << 12) ^ (mixed << 5) ^ mixed) & 0xffff;
    }
    return crc;
  }

  /** Found when first asked for, within some tens of milliseconds. */
  private static final class Tags {
    private static final int NONE = -1;
    static final int[] NUMBERS = numbers();

    private static int[] numbers() {
      int[] numbers = new int[COUNT];
      Arrays.fill(numbers, NONE);
      for (int number = 0, missing = COUNT; missing > 0; number++) {
        int slot = of(text(number));
        if (numbers[slot] == NONE) {
          numbers[slot] = number;
          missing--;
        }
      }
      return numbers;
    }
  }
}
