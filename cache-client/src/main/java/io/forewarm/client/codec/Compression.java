package io.forewarm.client.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;

/** How a payload is made smaller. */
public enum Compression {
  /** Not at all. */
  NONE(0) {
    @Override
    public byte[] compress(byte[] payload) {
      return payload;
    }

    @Override
    int decompress(byte[] bytes, int offset, byte[] payload) {
      int length = Math.min(bytes.length - offset, payload.length);
      System.arraycopy(bytes, offset, payload, 0, length);
      return bytes.length - offset;
    }
  },

  /** Zstandard at level 1: the smaller result. */
  ZSTD(1) {
    @Override
    public byte[] compress(byte[] payload) {
      return Zstd.compress(payload, 1);
    }

    @Override
    int decompress(byte[] bytes, int offset, byte[] payload) {
      long length =
          Zstd.decompressByteArray(
              payload, 0, payload.length, bytes, offset, bytes.length - offset);
      return Zstd.isError(length) ? -1 : Math.toIntExact(length);
    }
  },

  /** LZ4: the least work. */
  LZ4(2) {
    @Override
    public byte[] compress(byte[] payload) {
      return LZ4Factory.fastestInstance().fastCompressor().compress(payload);
    }

    @Override
    int decompress(byte[] bytes, int offset, byte[] payload) {
      return LZ4Factory.fastestInstance()
          .safeDecompressor()
          .decompress(bytes, offset, bytes.length - offset, payload, 0);
    }
  };

  private final byte id;

  Compression(int id) {
    this.id = (byte) id;
  }

  /** Identity in the envelope. */
  public byte id() {
    return id;
  }

  /** Returns a smaller form of a payload, or what this algorithm makes of it. */
  public abstract byte[] compress(byte[] payload);

  abstract int decompress(byte[] bytes, int offset, byte[] payload);

  /**
   * Returns the payload.
   *
   * @param offset where the compressed bytes begin; they go to the end of the array
   * @param size bytes of the payload; never are more written
   * @throws CodecException if the bytes are damaged or the payload has another size
   */
  public byte[] decompress(byte[] bytes, int offset, int size) {
    if (this == NONE && bytes.length - offset == size) {
      return Arrays.copyOfRange(bytes, offset, bytes.length);
    }
    byte[] payload = new byte[size];
    int length;
    try {
      length = decompress(bytes, offset, payload);
    } catch (ZstdException | LZ4Exception e) {
      throw new CodecException("the " + this + " payload is damaged", e);
    }
    if (length != size) {
      throw new CodecException("the " + this + " payload is damaged: " + length + " of " + size);
    }
    return payload;
  }
}
