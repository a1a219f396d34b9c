package io.forewarm.client.redis;

import io.forewarm.client.codec.CodecException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Makes envelopes of what is stored, and of envelopes what is to be stored: whole, or for large
 * values a home entry after its chunks.
 */
final class Entries {
  /** How often a home entry is looked up again whose chunks have gone while they were fetched. */
  private static final int RETRIES = 3;

  private final EnvelopeFormat format;
  private final LargeValues large;
  private final RedisCalls calls;
  private final RedisNames names;
  private final int limit;
  private final LongAdder unreadable = new LongAdder();
  private final LongAdder tooLarge = new LongAdder();

  Entries(EnvelopeFormat format, LargeValues large, RedisCalls calls, RedisNames names, int limit) {
    this.format = format;
    this.large = large;
    this.calls = calls;
    this.names = names;
    this.limit = limit;
  }

  /** How many entries could not be read: no envelope, damaged, or without all of their chunks. */
  long unreadable() {
    return unreadable.sum();
  }

  /** How many values were refused because of their size. */
  long tooLarge() {
    return tooLarge.sum();
  }

  /** Whether more than the entry itself must be fetched. */
  static boolean inChunks(byte @Nullable [] stored) {
    return stored != null && EnvelopeFormat.inChunks(stored);
  }

  /** Returns an envelope that is not in chunks; null for nothing and for what cannot be read. */
  @Nullable Envelope whole(byte @Nullable [] stored) {
    return decode(stored, null);
  }

  /** What cannot be read is as good as nothing: the next fill replaces it. */
  private @Nullable Envelope decode(byte @Nullable [] stored, byte @Nullable [] body) {
    try {
      return stored == null ? null : format.decode(stored, body);
    } catch (CodecException e) {
      unreadable.increment();
      return null;
    }
  }

  /** Returns an envelope with its chunks; null for nothing and for what cannot be read. */
  CompletableFuture<@Nullable Envelope> read(String cacheKey, byte @Nullable [] stored) {
    return read(cacheKey, stored, RETRIES);
  }

  private CompletableFuture<@Nullable Envelope> read(
      String cacheKey, byte @Nullable [] stored, int retries) {
    if (stored == null || !EnvelopeFormat.inChunks(stored)) {
      return CompletableFuture.completedFuture(whole(stored));
    }
    Chunks chunks;
    try {
      chunks = format.chunks(stored);
    } catch (CodecException e) {
      unreadable.increment();
      return CompletableFuture.completedFuture(null);
    }
    return large
        .read(cacheKey, chunks)
        .thenCompose(
            body ->
                body != null
                    ? CompletableFuture.completedFuture(decode(stored, body))
                    : again(cacheKey, chunks, retries));
  }

  /** A home entry that is another now has its own chunks; one that is the same has lost them. */
  private CompletableFuture<@Nullable Envelope> again(String cacheKey, Chunks gone, int retries) {
    return calls
        .get(names.value(cacheKey))
        .thenCompose(
            stored -> {
              boolean lost = inChunks(stored) && (retries == 0 || format.same(stored, gone));
              if (lost) {
                unreadable.increment();
                return CompletableFuture.completedFuture(null);
              }
              return read(cacheKey, stored, retries - 1);
            });
  }

  /**
   * Returns what is to be stored under a key, its chunks already there. The future fails with
   * {@link CodecException} if the value is too large.
   */
  CompletableFuture<byte[]> write(String cacheKey, Envelope envelope) {
    EnvelopeFormat.Body body;
    try {
      checkSize(envelope);
      body = format.pack(envelope);
    } catch (CodecException e) {
      tooLarge.increment();
      return CompletableFuture.failedFuture(e);
    }
    return large.chunked(body.bytes())
        ? large
            .write(cacheKey, body.bytes())
            .thenApply(chunks -> format.home(envelope, body, chunks))
        : CompletableFuture.completedFuture(format.whole(envelope, body));
  }

  private void checkSize(Envelope envelope) {
    if (envelope.payload().length > limit) {
      throw new CodecException(
          "a value of "
              + envelope.payload().length
              + " bytes is above the limit of "
              + limit
              + "; raise valueSizes.limit to allow it");
    }
  }

  /** Returns what is stored of a write without a value. */
  byte[] tombstone(Envelope tombstone) {
    return format.encode(tombstone);
  }
}
