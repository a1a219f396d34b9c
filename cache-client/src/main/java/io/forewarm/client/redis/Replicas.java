package io.forewarm.client.redis;

import io.forewarm.client.codec.CodecException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps replicas of hot keys. Format 1, big-endian:
 *
 * <pre>
 *  0 magic 0xF8     1 format 1      2 when home was read, broker time, 8 bytes
 * 10 the envelope, whole
 * </pre>
 */
final class Replicas {
  private static final byte MAGIC = (byte) 0xF8;
  private static final byte FORMAT = 1;
  private static final int READ_AT = 2;
  private static final int ENVELOPE_AT = READ_AT + Long.BYTES;

  private final RedisCalls calls;
  private final RedisNames names;
  private final EnvelopeFormat format;
  private final LargeValues large;

  Replicas(RedisCalls calls, RedisNames names, EnvelopeFormat format, LargeValues large) {
    this.calls = calls;
    this.names = names;
    this.format = format;
    this.large = large;
  }

  /** Returns what is stored in a replica; null for nothing and for what cannot be read. */
  @Nullable Replica decode(byte @Nullable [] stored) {
    if (stored == null
        || stored.length < ENVELOPE_AT
        || stored[0] != MAGIC
        || stored[1] != FORMAT) {
      return null;
    }
    try {
      byte[] envelope = Arrays.copyOfRange(stored, ENVELOPE_AT, stored.length);
      return new Replica(format.decode(envelope), ByteBuffer.wrap(stored).getLong(READ_AT));
    } catch (CodecException e) {
      return null;
    }
  }

  /** Stores a replica for a time, unless it is so large that it would be in chunks. */
  CompletableFuture<Boolean> write(String cacheKey, int number, Replica replica, long keptMillis) {
    EnvelopeFormat.Body body = format.pack(replica.envelope());
    if (large.chunked(body.bytes())) {
      return CompletableFuture.completedFuture(false);
    }
    byte[] envelope = format.whole(replica.envelope(), body);
    byte[] stored =
        ByteBuffer.allocate(ENVELOPE_AT + envelope.length)
            .put(MAGIC)
            .put(FORMAT)
            .putLong(replica.readAt())
            .put(envelope)
            .array();
    return calls
        .set(names.replica(cacheKey, number), stored, Duration.ofMillis(keptMillis))
        .thenApply(done -> true);
  }

  /** Removes the replicas 1 to a number. */
  CompletableFuture<Void> remove(String cacheKey, int replicas) {
    return CompletableFuture.allOf(
        IntStream.rangeClosed(1, replicas)
            .mapToObj(number -> calls.unlink(List.of(names.replica(cacheKey, number))))
            .toArray(CompletableFuture[]::new));
  }
}
