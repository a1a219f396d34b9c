package io.forewarm.client.redis;

import io.forewarm.client.codec.CodecException;
import io.forewarm.client.codec.Compression;
import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.client.redis.Envelope.State;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Format 1 of what is stored under a key, big-endian:
 *
 * <pre>
 *  0 magic 0xF7     1 format 1      2 state          3 codec
 *  4 compression    5 count of tags 6 length of the header, 2 bytes: where the payload begins
 *  8 version        16 soft expiry  24 watermark     32 id of the write, 16 bytes
 * 48 load time, microseconds, 4 bytes               52 size of the payload uncompressed, 4 bytes
 * 56 tags, 8 bytes each; then the validator in UTF-8, up to the end of the header; the payload
 * </pre>
 *
 * The scripts read the same offsets in {@code header.lua}.
 */
final class EnvelopeFormat {
  private static final byte MAGIC = (byte) 0xF7;
  private static final byte FORMAT = 1;
  private static final int HEADER_BYTES = 56;
  private static final int SOFT_EXPIRY_AT = 16;
  private static final byte[] NO_PAYLOAD = new byte[0];
  private static final long[] NO_TAGS = {};
  private static final State[] STATES = State.values();
  private static final Compression[] COMPRESSIONS = Compression.values();

  private final CompressionConfig config;

  EnvelopeFormat(CompressionConfig config) {
    this.config = config;
  }

  /**
   * Returns the bytes of an envelope.
   *
   * @throws CodecException if the payload is too large
   */
  byte[] encode(Envelope envelope) {
    byte[] payload = envelope.state() == State.VALUE ? envelope.payload() : NO_PAYLOAD;
    if (payload.length > config.maxBytes()) {
      throw new CodecException(
          "a payload of " + payload.length + " bytes is above the limit of " + config.maxBytes());
    }
    Compression compression = Compression.NONE;
    byte[] body = payload;
    if (config.algorithm() != Compression.NONE && payload.length >= config.threshold()) {
      byte[] smaller = config.algorithm().compress(payload);
      if (config.pays(payload.length, smaller.length)) {
        compression = config.algorithm();
        body = smaller;
      }
    }
    long[] tags = envelope.tags();
    byte[] validator = envelope.validator().getBytes(StandardCharsets.UTF_8);
    int begin = HEADER_BYTES + tags.length * Long.BYTES + validator.length;
    ByteBuffer stored = ByteBuffer.allocate(begin + body.length);
    stored
        .put(MAGIC)
        .put(FORMAT)
        .put(envelope.state().id())
        .put(envelope.codec())
        .put(compression.id())
        .put((byte) tags.length)
        .putShort((short) begin)
        .putLong(envelope.version())
        .putLong(envelope.softExpiresAt())
        .putLong(envelope.watermark())
        .putLong(envelope.writeId().high())
        .putLong(envelope.writeId().low())
        .putInt(envelope.loadMicros())
        .putInt(payload.length);
    for (long tag : tags) {
      stored.putLong(tag);
    }
    return stored.put(validator).put(body).array();
  }

  /**
   * Returns the envelope that was stored.
   *
   * @throws CodecException if the bytes are no envelope of this format, or damaged
   */
  Envelope decode(byte[] stored) {
    if (stored.length < HEADER_BYTES || stored[0] != MAGIC || stored[1] != FORMAT) {
      throw new CodecException("no envelope of format 1");
    }
    ByteBuffer header = ByteBuffer.wrap(stored, 2, stored.length - 2);
    State state = state(header.get());
    byte codec = header.get();
    Compression compression = compression(header.get());
    int tagCount = Byte.toUnsignedInt(header.get());
    int begin = Short.toUnsignedInt(header.getShort());
    int validatorAt = HEADER_BYTES + tagCount * Long.BYTES;
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
    return new Envelope(
        state,
        version,
        softExpiresAt,
        watermark,
        writeId,
        loadMicros,
        codec,
        tags(header, tagCount),
        validator(stored, validatorAt, begin),
        payload(state, compression, stored, begin, size),
        stored.length);
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
    return compression.decompress(stored, begin, size);
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
