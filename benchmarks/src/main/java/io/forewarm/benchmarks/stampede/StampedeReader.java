package io.forewarm.benchmarks.stampede;

import io.forewarm.benchmarks.reads.FirstRedisHit;
import io.forewarm.client.Forewarm;
import io.forewarm.client.ForewarmConfig;
import io.forewarm.client.Region;
import io.forewarm.client.RegionConfig;
import io.forewarm.client.codec.Codec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that reads one key by many threads at a moment that its parent names, over its input: a
 * line {@code warm REGION UNTIL}, {@code fill REGION KEY} or {@code burst REGION KEY MILLIS}; or
 * that begins a load that never ends, {@code hold REGION KEY}. It ends with its input.
 */
public final class StampedeReader {
  /** Threads that read at once. */
  static final int THREADS = 16;

  /** How long the origin takes, but for the first value. */
  static final Duration LOAD = Duration.ofMillis(200);

  /** How long a value is fresh. */
  static final Duration TTL = Duration.ofMillis(400);

  /** After which a dead holder's lease ends. */
  static final Duration LEASE = Duration.ofSeconds(2);

  /** Region whose values are gone when they expire. */
  static final String STRICT = "strict";

  /** Region whose values are served stale. */
  static final String LENIENT = "lenient";

  /** Said when the process is ready, and when a key is filled. */
  static final String READY = "ready";

  private static final Duration FOR_EVER = Duration.ofDays(1);
  private static final Duration WARM_LOAD = Duration.ofMillis(5);
  private static final long WARM_KEY_MILLIS = 20;
  private static final long WAITED_MICROS = 20_000;

  private final SlowOrigin origin = new SlowOrigin();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Region<String, String> strict;
  private final Region<String, String> lenient;

  private StampedeReader(Forewarm forewarm) {
    strict = open(forewarm, STRICT, TTL);
    lenient = open(forewarm, LENIENT, Duration.ofMinutes(10));
  }

  private Region<String, String> open(Forewarm forewarm, String name, Duration hardTtl) {
    return forewarm.open(
        RegionConfig.builder(name, String.class, "{id}")
            .codec(Codec.utf8())
            .softTtl(TTL)
            .hardTtl(hardTtl)
            .ttlJitter(0)
            .lease(LEASE)
            .loader(origin::load)
            .build());
  }

  /** Reads as it is told. Argument: the address of Redis. */
  public static void main(String... arguments) throws IOException {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (Forewarm forewarm =
            Forewarm.connect(
                ForewarmConfig.builder("bench").redis(arguments[0]).meters(meters).build());
        BufferedReader orders =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      StampedeReader reader = new StampedeReader(forewarm);
      FirstRedisHit.await(reader.lenient, meters);
      System.out.println(READY);
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        System.out.println(reader.obey(order.split(" ", -1)));
      }
    }
    System.exit(0);
  }

  private String obey(String... words) {
    Region<String, String> region = words[1].equals(STRICT) ? strict : lenient;
    return switch (words[0]) {
      case "warm" -> warm(region, Long.parseLong(words[2]));
      case "fill" -> fill(region, words[2]);
      case "burst" -> burst(region, words[2], Long.parseLong(words[3])).line();
      case "hold" -> hold(region, words[2]);
      case "take" -> take(region, words[2]);
      default -> throw new IllegalArgumentException(words[0]);
    };
  }

  /**
   * Reads a new key every moment, as the other processes do, until a time: what is measured is a
   * service that has run for a while, not a JVM that reads its classes.
   */
  private String warm(Region<String, String> region, long until) {
    origin.takes(WARM_LOAD);
    List<Future<Long>> reads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      reads.add(threads.submit(() -> warmOne(region, until)));
    }
    reads.forEach(StampedeReader::micros);
    return READY;
  }

  private static long warmOne(Region<String, String> region, long until) {
    for (long now = System.currentTimeMillis(); now < until; now = System.currentTimeMillis()) {
      region.get("warm-" + now / WARM_KEY_MILLIS);
      SlowOrigin.parkUntil((now / WARM_KEY_MILLIS + 1) * WARM_KEY_MILLIS);
    }
    return until;
  }

  private String fill(Region<String, String> region, String key) {
    origin.takes(Duration.ZERO);
    region.get(key);
    return READY;
  }

  private String hold(Region<String, String> region, String key) {
    origin.takes(FOR_EVER);
    threads.submit(() -> region.get(key));
    while (origin.loads() == 0) {
      Thread.onSpinWait();
    }
    return READY;
  }

  private String take(Region<String, String> region, String key) {
    origin.takes(LOAD);
    List<Future<Long>> reads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      reads.add(threads.submit(() -> read(region, key, 0, new AtomicInteger())));
    }
    reads.forEach(StampedeReader::micros);
    return origin.loads() + " " + origin.lastBegan();
  }

  private BurstReport burst(Region<String, String> region, String key, long millis) {
    origin.takes(LOAD);
    AtomicInteger waited = new AtomicInteger();
    List<Future<Long>> reads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      reads.add(threads.submit(() -> read(region, key, millis, waited)));
    }
    List<Long> micros = reads.stream().map(StampedeReader::micros).toList();
    SlowOrigin.parkUntil(millis + 2 * LOAD.toMillis() + 50);
    return new BurstReport(origin.loads(), waited.get(), micros);
  }

  private static long read(
      Region<String, String> region, String key, long millis, AtomicInteger waited) {
    SlowOrigin.parkUntil(millis);
    long start = System.nanoTime();
    String value = region.get(key);
    long took = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
    if (SlowOrigin.LOADED.equals(value) && took > WAITED_MICROS) {
      waited.incrementAndGet();
    }
    return took;
  }

  private static long micros(Future<Long> read) {
    try {
      return read.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a read failed", e);
    }
  }
}
