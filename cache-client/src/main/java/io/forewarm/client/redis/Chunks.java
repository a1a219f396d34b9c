package io.forewarm.client.redis;

import io.forewarm.client.codec.CodecException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * Where the payload of a large value is: what its home entry says in the payload's place. The
 * generation is random and part of the chunks' names, so that chunks of two fills never mix; the
 * checksum proves it. The scripts read the same in {@code chunks.lua}.
 *
 * @param generation drawn anew for each fill
 * @param bytes size of all chunks together
 * @param chunkBytes size of each but the last
 * @param checksum CRC-32C of all chunks together
 */
record Chunks(long generation, int bytes, int chunkBytes, int checksum) {
  /** More than this many chunks make no value. */
  static final int MOST = 4_096;

  /** Size of this in the home entry. */
  static final int SIZE = Long.BYTES + 3 * Integer.BYTES;

  Chunks {
    if (bytes < 1 || chunkBytes < 1 || (bytes - 1) / chunkBytes >= MOST) {
      throw new CodecException("no chunks: " + bytes + " bytes by " + chunkBytes);
    }
  }

  /** Divides a body. */
  static Chunks of(byte[] body, int chunkBytes, long generation) {
    return new Chunks(generation, body.length, chunkBytes, checksum(body));
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws CodecException if it is damaged
   */
  static Chunks from(byte[] stored, int at) {
    if (stored.length - at != SIZE) {
      throw new CodecException("a home entry with " + (stored.length - at) + " bytes of payload");
    }
    ByteBuffer in = ByteBuffer.wrap(stored, at, SIZE);
    return new Chunks(in.getLong(), in.getInt(), in.getInt(), in.getInt());
  }

  byte[] toBytes() {
    return ByteBuffer.allocate(SIZE)
        .putLong(generation)
        .putInt(bytes)
        .putInt(chunkBytes)
        .putInt(checksum)
        .array();
  }

  /** How many there are. */
  int count() {
    return (bytes - 1) / chunkBytes + 1;
  }

  /** Where a chunk begins in the body. */
  int from(int chunk) {
    return chunk * chunkBytes;
  }

  /** Where a chunk ends in the body. */
  int to(int chunk) {
    return Math.min(bytes, from(chunk) + chunkBytes);
  }

  /** The name of a chunk. */
  String name(String base, int chunk) {
    return base + ':' + HexFormat.of().toHexDigits(generation) + ':' + chunk;
  }

  /** The names of all. */
  List<String> names(String base) {
    return IntStream.range(0, count()).mapToObj(chunk -> name(base, chunk)).toList();
  }

  /** Whether this is the body that was divided. */
  boolean make(byte[] body) {
    return body.length == bytes && checksum(body) == checksum;
  }

  private static int checksum(byte[] body) {
    CRC32C crc = new CRC32C();
    crc.update(body, 0, body.length);
    return (int) crc.getValue();
  }
}
