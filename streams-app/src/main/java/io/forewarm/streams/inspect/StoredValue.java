package io.forewarm.streams.inspect;

import io.forewarm.client.redis.Envelope;
import io.forewarm.client.redis.WriteId;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What Redis holds for a key, without the payload.
 *
 * @param state what it says about its key
 * @param version of the source; null if it has none
 * @param softExpiresAt until when it is fresh, Redis time, milliseconds since 1970
 * @param watermark broker time up to which every write had taken effect when its load began; 0 if
 *     its client had no log
 * @param writeId the last write that it knows of, as a UUID; empty for none
 * @param loadMicros how long its load took, microseconds
 * @param bytes its size in Redis
 * @param tagIds hashes of its tags
 */
public record StoredValue(
    State state,
    @Nullable Long version,
    long softExpiresAt,
    long watermark,
    String writeId,
    long loadMicros,
    long bytes,
    List<Long> tagIds) {

  /** What an entry says about its key. */
  public enum State {
    /** The key has a value. */
    VALUE,
    /** The origin has no value for the key. */
    ABSENT,
    /** The value was made void; only the write is remembered. */
    TOMBSTONE
  }

  /** Takes what matters of an envelope. */
  public static StoredValue of(Envelope envelope) {
    return new StoredValue(
        State.valueOf(envelope.state().name()),
        envelope.version() == Envelope.UNVERSIONED ? null : envelope.version(),
        envelope.softExpiresAt(),
        envelope.watermark(),
        name(envelope.writeId()),
        envelope.loadMicros(),
        envelope.storedBytes(),
        Arrays.stream(envelope.tags()).boxed().toList());
  }

  /** The UUID of a write's identity; empty for none. */
  static String name(WriteId id) {
    return id.equals(WriteId.NONE) ? "" : new UUID(id.high(), id.low()).toString();
  }

  /** Whether it can be served at all. */
  public boolean answers() {
    return state != State.TOMBSTONE;
  }
}
