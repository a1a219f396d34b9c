package io.forewarm.client.redis;

import io.forewarm.client.codec.CodecException;
import io.forewarm.client.codec.Compression;
import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.client.redis.Envelope.State;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Format 1 of what is stored under a key, big-endian:
 *
 * <pre>
 *  0 magic 0xF7     1 format 1      2 state          3 codec
 *  4 compression    5 count of tags 6 length of the header, 2 bytes: where the payload begins
 *  8 version        16 soft expiry  24 watermark     32 id of the write, 16 bytes
 * 48 load time, microseconds, 4 bytes               52 size of the payload uncompressed, 4 bytes
 * 56 time of the write, 8 bytes, if bit 6 of the compression is set; tags, 8 bytes each; then the
 *    validator in UTF-8, up to the end of the header; the payload
 * </pre>
 *
 * A large value has the top bit of the compression set, and {@link Chunks} in the payload's place.
 * The scripts read the same offsets in {@code header.lua} and {@code chunks.lua}.
 */
final class EnvelopeFormat {
  private static final byte MAGIC = (byte) 0xF7;
  private static final byte FORMAT = 1;
  private static final int HEADER_BYTES = 56;
  private static final int STATE_AT = 2;
  private static final int COMPRESSION_AT = 4;
  private static final int BEGIN_AT = 6;
  private static final int SOFT_EXPIRY_AT = 16;
  private static final int WATERMARK_AT = 24;
  private static final int LOAD_MICROS_AT = 48;
  private static final int SIZE_AT = 52;
  private static final byte IN_CHUNKS = (byte) 0x80;
  private static final byte TIMED = 0x40;
  private static final byte[] NO_PAYLOAD = new byte[0];
  private static final long[] NO_TAGS = {};
  private static final State[] STATES = State.values();
  private static final Compression[] COMPRESSIONS = Compression.values();

  private final CompressionConfig config;

  /**
   * What is stored of a payload.
   *
   * @param size bytes of the payload before compression
   */
  record Body(Compression compression, int size, byte[] bytes) {}

  EnvelopeFormat(CompressionConfig config) {
    this.config = config;
  }

  /**
   * Returns what is stored of a payload, and how.
   *
   * @throws CodecException if the payload is too large
   */
  Body pack(Envelope envelope) {
    byte[] payload = envelope.state() == State.VALUE ? envelope.payload() : NO_PAYLOAD;
    if (payload.length > config.maxBytes()) {
      throw new CodecException(
          "a payload of " + payload.length + " bytes is above the limit of " + config.maxBytes());
    }
    Packing packing = envelope.packing();
    if (config.algorithm() == Compression.NONE
        || payload.length < config.threshold()
        || (packing != null && !packing.wanted())) {
      return new Body(Compression.NONE, payload.length, payload);
    }
    long began = System.nanoTime();
    byte[] smaller = config.algorithm().compress(payload);
    boolean pays = config.pays(payload.length, smaller.length);
    if (packing != null) {
      packing.tried(
          payload.length,
          pays ? payload.length - smaller.length : 0,
          (System.nanoTime() - began) / 1000);
    }
    return pays
        ? new Body(config.algorithm(), payload.length, smaller)
        : new Body(Compression.NONE, payload.length, payload);
  }

  /**
   * Returns the bytes of an envelope.
   *
   * @throws CodecException if the payload is too large
   */
  byte[] encode(Envelope envelope) {
    return whole(envelope, pack(envelope));
  }

  /** Returns the bytes of an envelope with its body. */
  byte[] whole(Envelope envelope, Body body) {
    return assemble(envelope, body.compression().id(), body.size(), body.bytes());
  }

  /** Returns the bytes of an envelope whose body is elsewhere. */
  byte[] home(Envelope envelope, Body body, Chunks chunks) {
    byte id = (byte) (body.compression().id() | IN_CHUNKS);
    return assemble(envelope, id, body.size(), chunks.toBytes());
  }

  private static byte[] assemble(Envelope envelope, byte compression, int size, byte[] rest) {
    long[] tags = envelope.tags();
    byte[] validator = envelope.validator().getBytes(StandardCharsets.UTF_8);
    boolean timed = envelope.writtenAt() != 0;
    int begin = tagsAt(timed) + tags.length * Long.BYTES + validator.length;
    ByteBuffer stored = ByteBuffer.allocate(begin + rest.length);
    stored
        .put(MAGIC)
        .put(FORMAT)
        .put(envelope.state().id())
        .put(envelope.codec())
        .put((byte) (timed ? compression | TIMED : compression))
        .put((byte) tags.length)
        .putShort((short) begin)
        .putLong(envelope.version())
        .putLong(envelope.softExpiresAt())
        .putLong(envelope.watermark())
        .putLong(envelope.writeId().high())
        .putLong(envelope.writeId().low())
        .putInt(envelope.loadMicros())
        .putInt(size);
    if (timed) {
      stored.putLong(envelope.writtenAt());
    }
    for (long tag : tags) {
      stored.putLong(tag);
    }
    return stored.put(validator).put(rest).array();
  }

  private static int tagsAt(boolean timed) {
    return timed ? HEADER_BYTES + Long.BYTES : HEADER_BYTES;
  }

  /** Whether what is stored is a home entry, whose body is in chunks. */
  static boolean inChunks(byte[] stored) {
    return stored.length > HEADER_BYTES
        && stored[0] == MAGIC
        && stored[COMPRESSION_AT] < 0
        && stored[STATE_AT] == State.VALUE.id();
  }

  /**
   * Returns where the body of a home entry is.
   *
   * @throws CodecException if that is damaged, or the body too large
   */
  Chunks chunks(byte[] home) {
    int begin = Short.toUnsignedInt(ByteBuffer.wrap(home).getShort(BEGIN_AT));
    Chunks chunks = Chunks.from(home, Math.min(begin, home.length));
    if (chunks.bytes() > config.maxBytes()) {
      throw new CodecException(
          "chunks of " + chunks.bytes() + " bytes are above the limit of " + config.maxBytes());
    }
    return chunks;
  }

  /** Whether the body of a home entry is in these chunks. */
  boolean same(byte[] home, Chunks chunks) {
    try {
      return chunks(home).equals(chunks);
    } catch (CodecException e) {
      return false;
    }
  }

  /**
   * Returns the envelope that was stored.
   *
   * @throws CodecException if the bytes are no envelope of this format, or damaged
   */
  Envelope decode(byte[] stored) {
    return decode(stored, null);
  }

  /**
   * Returns the envelope that was stored.
   *
   * @param body what the chunks hold; null if there are none
   * @throws CodecException if the bytes are no envelope of this format, or damaged
   */
  Envelope decode(byte[] stored, byte @Nullable [] body) {
    if (stored.length < HEADER_BYTES || stored[0] != MAGIC || stored[1] != FORMAT) {
      throw new CodecException("no envelope of format 1");
    }
    ByteBuffer header = ByteBuffer.wrap(stored, 2, stored.length - 2);
    State state = state(header.get());
    byte codec = header.get();
    byte flags = header.get();
    boolean timed = (flags & TIMED) != 0;
    int compressionId = flags & ~TIMED;
    Compression compression =
        compression((byte) (body == null ? compressionId : compressionId & ~IN_CHUNKS));
    int tagCount = Byte.toUnsignedInt(header.get());
    int begin = Short.toUnsignedInt(header.getShort());
    int validatorAt = tagsAt(timed) + tagCount * Long.BYTES;
    if (begin < validatorAt
        || begin > stored.length
        || begin - validatorAt > Envelope.VALIDATOR_BYTES) {
      throw new CodecException(
          "a header of " + begin + " bytes with " + tagCount + " tags, of " + stored.length);
    }
    long version = header.getLong();
    long softExpiresAt = header.getLong();
    long watermark = header.getLong();
    WriteId writeId = new WriteId(header.getLong(), header.getLong());
    int loadMicros = header.getInt();
    int size = header.getInt();
    long writtenAt = timed ? header.getLong() : 0;
    byte[] payload =
        body == null
            ? payload(state, compression, stored, begin, size)
            : payload(state, compression, body, 0, size);
    return new Envelope(
        state,
        version,
        softExpiresAt,
        watermark,
        writeId,
        writtenAt,
        loadMicros,
        codec,
        tags(header, tagCount),
        validator(stored, validatorAt, begin),
        payload,
        body == null ? stored.length : stored.length + body.length);
  }

  /**
   * Returns what the start of a stored value tells of it; nothing if it is no value, or no envelope
   * of this format.
   *
   * @param start its first bytes
   * @param bytes that it takes without its chunks
   * @param frequency Redis' own count of reads; -1 if unknown
   */
  static @Nullable SampledValue sampled(String cacheKey, byte[] start, long bytes, int frequency) {
    boolean known = start.length >= HEADER_BYTES && start[0] == MAGIC && start[1] == FORMAT;
    if (!known || start[STATE_AT] == State.TOMBSTONE.id()) {
      return null;
    }
    ByteBuffer header = ByteBuffer.wrap(start);
    return new SampledValue(
        cacheKey,
        bytes + (start[COMPRESSION_AT] < 0 ? bytesInChunks(header) : 0),
        header.getInt(LOAD_MICROS_AT),
        header.getLong(SOFT_EXPIRY_AT),
        header.getLong(WATERMARK_AT),
        frequency,
        Arrays.copyOf(start, HEADER_BYTES));
  }

  /** Of a home entry; if so much was not read, the size before compression. */
  private static int bytesInChunks(ByteBuffer home) {
    int bytesAt = Short.toUnsignedInt(home.getShort(BEGIN_AT)) + Long.BYTES;
    return home.getInt(bytesAt + Integer.BYTES <= home.limit() ? bytesAt : SIZE_AT);
  }

  private static long[] tags(ByteBuffer header, int count) {
    if (count == 0) {
      return NO_TAGS;
    }
    long[] tags = new long[count];
    header.asLongBuffer().get(tags);
    return tags;
  }

  private static String validator(byte[] stored, int from, int to) {
    return from == to ? "" : new String(stored, from, to - from, StandardCharsets.UTF_8);
  }

  private byte[] payload(State state, Compression compression, byte[] stored, int begin, int size) {
    if (state != State.VALUE) {
      return NO_PAYLOAD;
    }
    if (size < 0 || size > config.maxBytes()) {
      throw new CodecException(
          "a payload of " + size + " bytes is above the limit of " + config.maxBytes());
    }
    boolean asItIs = compression == Compression.NONE && begin == 0 && stored.length == size;
    return asItIs ? stored : compression.decompress(stored, begin, size);
  }

  private static State state(byte id) {
    for (State state : STATES) {
      if (state.id() == id) {
        return state;
      }
    }
    throw new CodecException("unknown state " + id);
  }

  private static Compression compression(byte id) {
    for (Compression compression : COMPRESSIONS) {
      if (compression.id() == id) {
        return compression;
      }
    }
    throw new CodecException("unknown compression " + id);
  }

  /** Returns the soft expiry of bytes whose payload cannot be read, but that have a header. */
  static long softExpiresAt(byte[] stored) {
    return ByteBuffer.wrap(stored).getLong(SOFT_EXPIRY_AT);
  }
}
