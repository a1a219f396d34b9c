package io.forewarm.client.redis;

import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.redisson.config.Protocol;

/**
 * A program that compares settings for reads of 1 KiB, in alternating rounds; {@code docs/redis.md}
 * has its table. Arguments: threads, rounds.
 */
final class ReadTrial {
  private static final int KEYS = 1_000;
  private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

  private final String url;
  private final String[] keys = new String[KEYS];
  private final Map<String, ToIntFunction<String>> variants = new LinkedHashMap<>();

  private ReadTrial(String url) {
    this.url = url;
  }

  public static void main(String[] args) {
    try (EmbeddedRedis redis = EmbeddedRedis.start()) {
      ReadTrial trial = new ReadTrial(redis.url());
      trial.prepare();
      trial.run(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    }
    System.exit(0);
  }

  private void prepare() {
    RedissonStore store = store(config -> {});
    Random random = new Random(1);
    byte[] payload = new byte[1 << 10];
    for (int i = 0; i < KEYS; i++) {
      keys[i] = "r:" + i;
      random.nextBytes(payload);
      StoreRig.get(store.seize(keys[i], 1, 60_000));
      StoreRig.get(
          store.fill(
              keys[i],
              1,
              new Envelope(
                  Envelope.State.VALUE, 1, 0, 0, WriteId.NONE, 0, (byte) 1, payload.clone(), 0),
              3_600_000));
    }
    forewarm("default", config -> {});
    forewarm("RESP3", config -> config.setProtocol(Protocol.RESP3));
    forewarm("without TCP_NODELAY", config -> config.setTcpNoDelay(false));
    forewarm("TCP keep-alive", config -> config.setTcpKeepAlive(true));
    forewarm("4 netty threads", config -> config.setNettyThreads(4));
    for (int pool : new int[] {2, 8, 64}) {
      bucket(
          "RBucket, pool of " + pool,
          config ->
              config
                  .useSingleServer()
                  .setConnectionPoolSize(pool)
                  .setConnectionMinimumIdleSize(Math.min(pool, 24)));
    }
    bucket("RBucket, RESP3", config -> config.setProtocol(Protocol.RESP3));
  }

  private Config config(Consumer<Config> setting) {
    Config config = StoreRig.config(url);
    setting.accept(config);
    return config;
  }

  private RedissonStore store(Consumer<Config> setting) {
    return RedissonStore.connect(
        config(setting), "fw:", CompressionConfig.DEFAULT, Duration.ofSeconds(5));
  }

  private void forewarm(String name, Consumer<Config> setting) {
    RedissonStore store = store(setting);
    variants.put(name, key -> StoreRig.get(store.read(key)).payload().length);
  }

  /** The same bytes as they are stored, so that as much is read. */
  private void bucket(String name, Consumer<Config> setting) {
    RedissonClient redisson = Redisson.create(config(setting));
    RedisNames names = new RedisNames("fw:");
    variants.put(
        name,
        key ->
            ((byte[]) redisson.getBucket(names.value(key), ByteArrayCodec.INSTANCE).get()).length
                - 56);
  }

  private void run(int threads, int rounds) {
    Map<String, List<Double>> ratios = new LinkedHashMap<>();
    for (int round = -1; round < rounds; round++) {
      double base = 0;
      for (Map.Entry<String, ToIntFunction<String>> variant : variants.entrySet()) {
        double rate = rate(variant.getValue(), threads);
        base = base == 0 ? rate : base;
        if (round >= 0) {
          ratios.computeIfAbsent(variant.getKey(), name -> new ArrayList<>()).add(rate / base);
        }
      }
    }
    ratios.forEach(
        (name, values) -> {
          Collections.sort(values);
          int count = values.size();
          System.out.printf(
              "%-22s %d threads  %.2f  (%.2f to %.2f)%n",
              name,
              threads,
              values.get(count / 2),
              values.get(count / 4),
              values.get(count * 3 / 4));
        });
  }

  private double rate(ToIntFunction<String> read, int threads) {
    LongAdder reads = new LongAdder();
    long end = System.nanoTime() + ROUND_NANOS;
    List<Thread> readers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread reader =
          new Thread(
              () -> {
                ThreadLocalRandom random = ThreadLocalRandom.current();
                while (System.nanoTime() < end) {
                  if (read.applyAsInt(keys[random.nextInt(KEYS)]) != 1 << 10) {
                    throw new IllegalStateException("not what was stored");
                  }
                  reads.increment();
                }
              });
      reader.start();
      readers.add(reader);
    }
    for (Thread reader : readers) {
      try {
        reader.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return reads.sum() / (ROUND_NANOS / 1e9);
  }
}
