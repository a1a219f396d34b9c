package io.forewarm.client.redis;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A value as Redis keeps it: one string of a small fixed header and the payload. Compression is the
 * store's affair: the payload here is as the codec wrote it.
 *
 * @param state what the entry says about its key
 * @param version version of the source, or {@link #UNVERSIONED}
 * @param softExpiresAt until when the value is fresh, Redis time, milliseconds since 1970
 * @param watermark broker time up to which every write had taken effect when its load began,
 *     milliseconds since 1970; 0 without the log
 * @param writeId the last write that this entry knows of
 * @param writtenAt when that was, Redis time, milliseconds since 1970; 0 for not known, or too long
 *     ago to matter
 * @param loadMicros how long its load took, microseconds
 * @param codec identity of the codec that wrote the payload
 * @param tags identities of what the value was made of, at most {@link #MOST_TAGS}
 * @param validator what the loader wants to see again when it refreshes the value, such as an ETag;
 *     at most {@link #VALIDATOR_BYTES} in UTF-8; empty for none
 * @param payload the encoded value; empty for {@link State#ABSENT} and {@link State#TOMBSTONE}
 * @param storedBytes size in Redis, bytes; 0 if it has not been stored
 * @param packing what is to be done about its compression; null for what the store is set up to
 */
public record Envelope(
    State state,
    long version,
    long softExpiresAt,
    long watermark,
    WriteId writeId,
    long writtenAt,
    int loadMicros,
    byte codec,
    long[] tags,
    String validator,
    byte[] payload,
    int storedBytes,
    @Nullable Packing packing) {
  /** The source has no version. */
  public static final long UNVERSIONED = Long.MIN_VALUE;

  /** How many tags an entry may have. */
  public static final int MOST_TAGS = 255;

  /** How long a validator may be in UTF-8. */
  public static final int VALIDATOR_BYTES = 1 << 10;

  private static final long[] NO_TAGS = {};
  private static final byte[] NOTHING = {};

  /** Refuses what has no place in the header. */
  public Envelope {
    if (tags.length > MOST_TAGS) {
      throw new IllegalArgumentException(
          "an entry may have " + MOST_TAGS + " tags, not " + tags.length);
    }
    if (validator.length() > VALIDATOR_BYTES / 3
        && validator.getBytes(StandardCharsets.UTF_8).length > VALIDATOR_BYTES) {
      throw new IllegalArgumentException(
          "a validator may have " + VALIDATOR_BYTES + " bytes in UTF-8, not more");
    }
  }

  /** An entry that is compressed as its store is set up to. */
  public Envelope(
      State state,
      long version,
      long softExpiresAt,
      long watermark,
      WriteId writeId,
      long writtenAt,
      int loadMicros,
      byte codec,
      long[] tags,
      String validator,
      byte[] payload,
      int storedBytes) {
    this(
        state,
        version,
        softExpiresAt,
        watermark,
        writeId,
        writtenAt,
        loadMicros,
        codec,
        tags,
        validator,
        payload,
        storedBytes,
        null);
  }

  /** An entry without tags and validator. */
  public Envelope(
      State state,
      long version,
      long softExpiresAt,
      long watermark,
      WriteId writeId,
      int loadMicros,
      byte codec,
      byte[] payload,
      int storedBytes) {
    this(
        state,
        version,
        softExpiresAt,
        watermark,
        writeId,
        0,
        loadMicros,
        codec,
        NO_TAGS,
        "",
        payload,
        storedBytes);
  }

  /** Returns what is left of a value that a write has made void. */
  public static Envelope tombstone(WriteId write, long version, long writtenAt) {
    return new Envelope(
        State.TOMBSTONE, version, 0, 0, write, writtenAt, 0, (byte) 0, NO_TAGS, "", NOTHING, 0);
  }

  /** What an entry says about its key. */
  public enum State {
    /** The key has this value. */
    VALUE(0),
    /** The origin has no value for the key. */
    ABSENT(1),
    /** The value was invalidated; only the write is remembered. */
    TOMBSTONE(2);

    private final byte id;

    State(int id) {
      this.id = (byte) id;
    }

    /** Identity in Redis. */
    byte id() {
      return id;
    }
  }

  /**
   * Returns the same entry with tags and a validator.
   *
   * @throws IllegalArgumentException if there are more tags, or the validator is longer, than fits
   */
  public Envelope described(long[] tags, String validator) {
    return new Envelope(
        state,
        version,
        softExpiresAt,
        watermark,
        writeId,
        writtenAt,
        loadMicros,
        codec,
        tags,
        validator,
        payload,
        storedBytes,
        packing);
  }

  /**
   * Whether there is something to answer a reader with: a value, or the knowledge that there is
   * none.
   */
  public boolean answers() {
    return state != State.TOMBSTONE;
  }

  /** Whether it may be served without a refresh at this Redis time. */
  public boolean freshAt(long now) {
    return answers() && now < softExpiresAt;
  }
}
