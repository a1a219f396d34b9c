package io.forewarm.client.redis;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the bodies of large values in chunks beside their home entries, in the same slot. Chunks
 * are written first, under names that nobody knows, and live for a minute; the script that stores
 * the home entry gives them its life, or removes them.
 */
final class LargeValues implements AutoCloseable {
  private static final Duration UNTIL_STORED = Duration.ofMinutes(1);
  private static final int THREADS = 2;

  private final RedisCalls calls;
  private final RedisNames names;
  private final ValueSizes sizes;
  private final Turnstile chunksInFlight;
  private final ThreadPoolExecutor threads;

  LargeValues(RedisCalls calls, RedisNames names, ValueSizes sizes) {
    this.calls = calls;
    this.names = names;
    this.sizes = sizes;
    this.chunksInFlight = new Turnstile(sizes.chunksInFlight());
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "forewarm-redis-large");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** Whether a body is kept in chunks. */
  boolean chunked(byte[] body) {
    return body.length >= sizes.chunkedFrom();
  }

  /** Writes the chunks of a body; none is left if that fails. */
  CompletableFuture<Chunks> write(String cacheKey, byte[] body) {
    Chunks chunks = Chunks.of(body, sizes.chunkBytes(), ThreadLocalRandom.current().nextLong());
    String base = names.chunks(cacheKey);
    return each(
            chunks,
            chunk ->
                calls.set(
                    chunks.name(base, chunk),
                    Arrays.copyOfRange(body, chunks.from(chunk), chunks.to(chunk)),
                    UNTIL_STORED))
        .whenComplete((nothing, error) -> removeIf(error != null, cacheKey, chunks))
        .thenApply(nothing -> chunks);
  }

  /** Removes chunks that no home entry will ever name; if that fails, they expire. */
  void removeIf(boolean unwanted, String cacheKey, Chunks chunks) {
    if (unwanted) {
      calls.unlink(chunks.names(names.chunks(cacheKey)));
    }
  }

  /**
   * Reads a body; null if a chunk is missing or damaged. The future completes on a thread that may
   * take its time.
   */
  CompletableFuture<byte @Nullable []> read(String cacheKey, Chunks chunks) {
    byte[] body = new byte[chunks.bytes()];
    String base = names.chunks(cacheKey);
    AtomicBoolean torn = new AtomicBoolean();
    return each(
            chunks,
            chunk ->
                torn.get()
                    ? CompletableFuture.completedFuture(null)
                    : calls
                        .get(chunks.name(base, chunk))
                        .thenAccept(
                            bytes -> {
                              int length = chunks.to(chunk) - chunks.from(chunk);
                              if (bytes == null || bytes.length != length) {
                                torn.set(true);
                              } else {
                                System.arraycopy(bytes, 0, body, chunks.from(chunk), length);
                              }
                            }))
        .thenApplyAsync(nothing -> torn.get() || !chunks.make(body) ? null : body, threads);
  }

  /** Sends a command for each chunk, as many at once as may be; none more after a failure. */
  private CompletableFuture<Void> each(
      Chunks chunks, IntFunction<CompletableFuture<Void>> command) {
    CompletableFuture<Void> all = new CompletableFuture<>();
    List<CompletableFuture<Void>> answers =
        java.util.stream.IntStream.range(0, chunks.count())
            .mapToObj(
                chunk ->
                    chunksInFlight.pass(
                        () ->
                            all.isDone()
                                ? CompletableFuture.<Void>completedFuture(null)
                                : command.apply(chunk)))
            .toList();
    answers.forEach(
        answer ->
            answer.whenComplete(
                (nothing, error) -> {
                  if (error != null) {
                    all.completeExceptionally(error);
                  }
                }));
    CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenRun(() -> all.complete(null));
    return all;
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
