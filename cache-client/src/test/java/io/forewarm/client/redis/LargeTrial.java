package io.forewarm.client.redis;

import io.forewarm.client.codec.Compression;
import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that tells what 20 reads of 10 MB a second do to small reads beside them, in
 * alternating phases; {@code docs/redis.md} has its table. Arguments: KiB of a chunk, 0 for values
 * that are not chunked; chunks in flight; small reads a second; rounds.
 */
final class LargeTrial {
  private static final int READERS = 16;
  private static final int LARGE_A_SECOND = 20;
  private static final int LARGE_BYTES = 10_000_000;
  private static final int SECONDS = 3;

  private final RedissonStore store;
  private final int rate;

  private LargeTrial(RedissonStore store, int rate) {
    this.store = store;
    this.rate = rate;
  }

  public static void main(String[] args) {
    int chunkBytes = Integer.parseInt(args[0]) << 10;
    int inFlight = Integer.parseInt(args[1]);
    ValueSizes sizes =
        chunkBytes == 0
            ? new ValueSizes(32 << 20, Integer.MAX_VALUE, 128 << 10, inFlight)
            : new ValueSizes(32 << 20, 256 << 10, chunkBytes, inFlight);
    try (EmbeddedRedis redis = EmbeddedRedis.start();
        RedissonStore store =
            RedissonStore.connect(
                StoreRig.config(redis.url()),
                "fw:",
                CompressionConfig.of(Compression.NONE),
                sizes,
                Duration.ofSeconds(10))) {
      LargeTrial trial = new LargeTrial(store, Integer.parseInt(args[2]));
      trial.prepare();
      trial.run(Integer.parseInt(args[3]));
    }
    System.exit(0);
  }

  private void prepare() {
    for (int i = 0; i < 1_000; i++) {
      put("small:" + i, 1 << 10);
    }
    for (int i = 0; i < 10; i++) {
      put("large:" + i, LARGE_BYTES);
    }
  }

  private void put(String key, int size) {
    byte[] payload = new byte[size];
    new Random(size).nextBytes(payload);
    StoreRig.get(store.seize(key, 1, 60_000));
    StoreRig.get(
        store.fill(
            key,
            1,
            new Envelope(Envelope.State.VALUE, 1, 0, 0, WriteId.NONE, 0, (byte) 1, payload, 0),
            3_600_000));
  }

  private void run(int rounds) {
    phase(true);
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      without.add(phase(false));
      with.add(phase(true));
      ratios.add(with.get(round) / without.get(round));
    }
    System.out.printf(
        "p99 of small reads: without %.2f ms, with %.2f ms, ratio %.2f%n",
        median(without), median(with), median(ratios));
  }

  private static double median(List<Double> values) {
    Collections.sort(values);
    return values.get(values.size() / 2);
  }

  /** Returns the 99th percentile of small reads, milliseconds. */
  private double phase(boolean large) {
    long begin = System.nanoTime();
    List<CompletableFuture<long[]>> readers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      int reader = i;
      readers.add(
          CompletableFuture.supplyAsync(
              () -> read(begin, reader), task -> new Thread(task).start()));
    }
    List<CompletableFuture<?>> larges = new ArrayList<>();
    for (int i = 0; large && i < LARGE_A_SECOND * SECONDS; i++) {
      pause(begin + TimeUnit.SECONDS.toNanos(i) / LARGE_A_SECOND);
      larges.add(store.read("large:" + i % 10).thenAccept(LargeTrial::check));
    }
    long[] took =
        readers.stream().flatMapToLong(reader -> Arrays.stream(reader.join())).sorted().toArray();
    larges.forEach(CompletableFuture::join);
    return took[(int) (took.length * 0.99)] / 1e6;
  }

  private static void check(Envelope envelope) {
    if (envelope == null || envelope.payload().length != LARGE_BYTES) {
      throw new IllegalStateException("not what was stored");
    }
  }

  private long[] read(long begin, int reader) {
    long gap = TimeUnit.SECONDS.toNanos(READERS) / rate;
    long[] took = new long[rate * SECONDS / READERS];
    for (int i = 0; i < took.length; i++) {
      pause(begin + gap * i + gap * reader / READERS);
      String key = "small:" + ThreadLocalRandom.current().nextInt(1_000);
      long asked = System.nanoTime();
      StoreRig.get(store.read(key));
      took[i] = System.nanoTime() - asked;
    }
    return took;
  }

  private static void pause(long until) {
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
