package io.forewarm.benchmarks.tags;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forewarm.benchmarks.invalidation.WritePublisher;
import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.client.redis.Envelope;
import io.forewarm.client.redis.RedissonStore;
import io.forewarm.local.stack.StackAddresses;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.Topics;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.redisson.config.Config;

/**
 * Very many values in a running stack that all have one tag, 4 clients that read some of them, and
 * writes of the tag, each one record.
 */
public final class TagTrial implements AutoCloseable {
  private static final int CLIENTS = 4;
  private static final int STORED_AT_ONCE = 10_000;
  private static final Duration KEPT = Duration.ofHours(2);
  private static final int READ_AT_ONCE = 1_000;

  private final StackAddresses stack;
  private final Topics topics;
  private final int keys;
  private final int sample;
  private final PrintWriter progress;
  private final AtomicLong generation = new AtomicLong(1);
  private final WritePublisher publisher;
  private final List<TagClient> clients = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);

  /**
   * Connects to a running stack.
   *
   * @param keys how many values have the tag, at least twice what all clients read
   * @param sample how many of them each client reads, 2 or more
   */
  public TagTrial(StackAddresses stack, Topics topics, int keys, int sample, PrintWriter progress) {
    this.stack = stack;
    this.topics = topics;
    this.keys = keys;
    this.sample = sample;
    this.progress = progress;
    this.publisher = new WritePublisher(stack, topics);
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(client());
    }
  }

  private TagClient client() {
    return new TagClient(stack, topics, generation::get);
  }

  /** How many keys the clients read; the others are only there. */
  private int read() {
    return CLIENTS * sample;
  }

  /**
   * Stores all values, and returns how long that took. The client stores the first; the others are
   * its bytes under their own names, since a million loads would take long.
   */
  public Duration store() {
    long began = System.nanoTime();
    clients.get(0).warm(clients.get(0).tagged, List.of(0), 1);
    RedisClient lettuce = RedisClient.create(stack.redis());
    try (StatefulRedisConnection<byte[], byte[]> redis = lettuce.connect(ByteArrayCodec.INSTANCE)) {
      byte[] stored = redis.sync().get(name(0));
      redis.setAutoFlushCommands(false);
      for (int first = 1; first < keys; first += STORED_AT_ONCE) {
        List<RedisFuture<?>> flight = new ArrayList<>();
        for (int key = first; key < Math.min(keys, first + STORED_AT_ONCE); key++) {
          flight.add(redis.async().set(name(key), stored, SetArgs.Builder.px(KEPT)));
        }
        redis.flushCommands();
        flight.forEach(set -> set.toCompletableFuture().join());
      }
    } finally {
      lettuce.shutdown();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    progress.println(String.format(Locale.ROOT, "%,d values stored in %s", keys, took));
    progress.flush();
    return took;
  }

  private static byte[] name(int key) {
    return ("fw:v:{" + CacheKey.of(TagClient.TAGGED, Integer.toString(key)) + "}").getBytes(UTF_8);
  }

  /**
   * Writes the tag again and again. A lag is the time from the append of a write, as the broker
   * stamps it, until the last of the clients began its last read that brought a value from before.
   *
   * @return lags in ms, ascending
   */
  public double[] effects(int writes) throws InterruptedException, ExecutionException {
    double[] lags = new double[writes];
    for (int write = 0; write < writes; write++) {
      lags[write] = effect();
    }
    Arrays.sort(lags);
    return lags;
  }

  private double effect() throws InterruptedException, ExecutionException {
    long next = generation.get() + 1;
    List<TagEffect> effects = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      TagEffect effect = new TagEffect(clients.get(i), i * sample, sample);
      effect.warm(next);
      effects.add(effect);
    }
    List<Future<Long>> last = effects.stream().map(threads::submit).toList();
    for (TagEffect effect : effects) {
      effect.awaitReading();
    }
    generation.set(next);
    long appended = publisher.publish(it -> it.setTags(List.of(TagClient.TAG))).join();
    double lag = 0;
    for (Future<Long> one : last) {
      lag = Math.max(lag, one.get() / 1_000.0 - appended);
    }
    return lag;
  }

  /** What hits cost, after writes of the tag, which must be compared with then. */
  public ReadCost cost(int rounds) {
    return new ReadCost(clients.get(0), rounds, progress);
  }

  /**
   * Reads keys that nobody has read since the last write of the tag, by a client that was not there
   * then.
   *
   * @param most how many keys
   */
  public Newcomer newcomer(int most) throws InterruptedException, ExecutionException {
    int left = keys - read();
    int number = Math.min(most, left);
    List<Integer> some =
        IntStream.range(0, number)
            .mapToObj(i -> read() + (int) ((long) i * left / number))
            .toList();
    int there = stored(some);
    try (TagClient fresh = client()) {
      long stale = some.stream().filter(key -> isStale(fresh.tagged.get(key))).count();
      return new Newcomer(number, there, stale);
    }
  }

  private boolean isStale(byte @Nullable [] value) {
    return TagClient.generation(value) < generation.get();
  }

  /** How many values from before the last write are in Redis still. */
  private int stored(List<Integer> some) throws InterruptedException, ExecutionException {
    Config redis = new Config();
    redis.useSingleServer().setAddress(stack.redis());
    int there = 0;
    try (RedissonStore store =
        RedissonStore.connect(redis, "fw:", CompressionConfig.DEFAULT, Duration.ofSeconds(5))) {
      for (int first = 0; first < some.size(); first += READ_AT_ONCE) {
        List<String> names =
            some.subList(first, Math.min(some.size(), first + READ_AT_ONCE)).stream()
                .map(key -> CacheKey.of(TagClient.TAGGED, key.toString()))
                .toList();
        for (Envelope entry : store.readAll(names).get()) {
          there += entry != null && entry.answers() && isStale(entry.payload()) ? 1 : 0;
        }
      }
    }
    return there;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    clients.forEach(TagClient::close);
    publisher.close();
  }

  /**
   * What a client found that came later.
   *
   * @param read how many keys it read
   * @param stored how many of them Redis still had a value from before the write of
   * @param stale how many of them it served
   */
  public record Newcomer(int read, int stored, long stale) {}
}
