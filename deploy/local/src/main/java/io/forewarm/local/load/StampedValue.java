package io.forewarm.local.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * A value that says of itself what it is, so that its reader can check it: the key that it belongs
 * to, its version, and when the origin gave it.
 *
 * @param key that it belongs to
 * @param version of the origin
 * @param givenAt when the origin had answered, {@link LoadClock} time
 */
public record StampedValue(String key, long version, long givenAt) {
  private static final int MAGIC = 0x464F5245;
  private static final int FIXED = Integer.BYTES + 2 * Long.BYTES + Short.BYTES;
  private static final byte[] TEXT = text(1 << 20);

  /**
   * Writes the value; the rest is text that compresses as JSON does.
   *
   * @param size in bytes; less than the stamp needs gives the stamp alone
   */
  public byte[] toBytes(int size) {
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(Math.max(size, FIXED + name.length));
    bytes.putInt(MAGIC).putLong(version).putLong(givenAt).putShort((short) name.length).put(name);
    int from = Math.floorMod(key.hashCode() * 31L + version, TEXT.length);
    while (bytes.hasRemaining()) {
      int some = Math.min(bytes.remaining(), TEXT.length - from);
      bytes.put(TEXT, from, some);
      from = 0;
    }
    return bytes.array();
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if the bytes are none
   */
  public static StampedValue of(byte[] value) {
    ByteBuffer bytes = ByteBuffer.wrap(value);
    if (bytes.remaining() < FIXED || bytes.getInt() != MAGIC) {
      throw new IllegalArgumentException("not a stamped value: " + value.length + " bytes");
    }
    long version = bytes.getLong();
    long givenAt = bytes.getLong();
    byte[] name = new byte[Short.toUnsignedInt(bytes.getShort())];
    if (bytes.remaining() < name.length) {
      throw new IllegalArgumentException("a stamped value cut short: " + value.length + " bytes");
    }
    bytes.get(name);
    return new StampedValue(new String(name, StandardCharsets.UTF_8), version, givenAt);
  }

  private static byte[] text(int length) {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder text = new StringBuilder(length + 64);
    while (text.length() < length) {
      text.append("{\"id\":").append(random.nextInt(1_000_000)).append(",\"text\":\"");
      for (int word = 0; word < 8; word++) {
        text.append(Integer.toString(random.nextInt(60_000), Character.MAX_RADIX)).append(' ');
      }
      text.append("\",\"likes\":").append(random.nextInt(1000)).append("},");
    }
    return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
  }
}
