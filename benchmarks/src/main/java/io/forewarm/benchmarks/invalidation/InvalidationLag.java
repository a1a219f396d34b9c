package io.forewarm.benchmarks.invalidation;

import io.forewarm.client.Forewarm;
import io.forewarm.client.ForewarmConfig;
import io.forewarm.client.Region;
import io.forewarm.client.RegionConfig;
import io.forewarm.client.codec.Codec;
import io.forewarm.client.control.KafkaControlLog;
import io.forewarm.client.events.BrokerClock;
import io.forewarm.local.load.LoadClock;
import io.forewarm.local.stack.StackAddresses;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.Topics;
import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Publishes writes at a constant rate to a running stack, and notes of each when Redis changed,
 * which Redis itself tells by keyspace notifications, and when the last client heard. The clients
 * are followers of the log as every client has one; what they would read is left out.
 */
public final class InvalidationLag implements AutoCloseable {
  private static final String REGION = "lag";
  private static final int CLIENTS = 4;
  private static final int KEYS = 40_000;
  private static final int VALUE_BYTES = 1_024;
  private static final int LOADED_AT_ONCE = 1_000;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final StackAddresses stack;
  private final Topics topics;
  private final PrintWriter progress;
  private final WritePublisher publisher;
  private final List<KafkaControlLog> followers = new ArrayList<>();
  private final RedisClient lettuce;
  private final StatefulRedisPubSubConnection<String, String> notifications;
  private final WriteTimes times;
  private final int writes;
  private final Schedule schedule;
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  /**
   * Connects to a running stack, and stores the values that shall become void.
   *
   * @param schedule when which write is due
   */
  public InvalidationLag(
      StackAddresses stack, Topics topics, Schedule schedule, PrintWriter progress) {
    this.stack = stack;
    this.topics = topics;
    this.progress = progress;
    this.schedule = schedule;
    this.writes = schedule.writes();
    this.times = new WriteTimes(writes, KEYS, CLIENTS);
    this.publisher = new WritePublisher(stack, topics);
    store();
    Map<Long, Integer> keys =
        IntStream.range(0, KEYS)
            .boxed()
            .collect(
                Collectors.toMap(
                    key -> CacheKey.hash(cacheKey(key)), key -> key, (a, b) -> a, HashMap::new));
    for (int client = 0; client < CLIENTS; client++) {
      followers.add(follower(client, keys));
    }
    this.lettuce = RedisClient.create(stack.redis());
    this.notifications = lettuce.connectPubSub();
    hearRedis();
  }

  private static String cacheKey(int key) {
    return REGION + ":" + key;
  }

  private static long micros() {
    return TimeUnit.NANOSECONDS.toMicros(LoadClock.SYSTEM.now());
  }

  private KafkaControlLog follower(int client, Map<Long, Integer> keys) {
    KafkaControlLog follower =
        new KafkaControlLog(
            Map.of("bootstrap.servers", stack.kafka()),
            topics,
            new BrokerClock(System::nanoTime),
            new SimpleMeterRegistry());
    follower.start(
        new InvalidationHearer(
            hash -> {
              Integer key = keys.get(hash);
              if (key != null) {
                times.inClient(client, key, micros());
              }
            }));
    return follower;
  }

  private void hearRedis() {
    String names = "fw:v:{" + REGION + ":";
    notifications.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(String channel, String name) {
            if (name.startsWith(names)) {
              int key = Integer.parseInt(name, names.length(), name.length() - 1, 10);
              times.inRedis(key, micros());
            }
          }
        });
    try (var orders = lettuce.connect()) {
      orders.sync().configSet("notify-keyspace-events", "E$");
    }
    notifications.sync().subscribe("__keyevent@0__:set");
  }

  private void store() {
    say("storing %,d values of %,d bytes", KEYS, VALUE_BYTES);
    try (Forewarm forewarm =
        Forewarm.connect(ForewarmConfig.builder("bench").redis(stack.redis()).build())) {
      Region<Integer, byte[]> region =
          forewarm.open(
              RegionConfig.builder(REGION, Integer.class, "{id}")
                  .codec(Codec.bytes())
                  .softTtl(Duration.ofHours(1))
                  .loader(key -> new byte[VALUE_BYTES])
                  .build());
      for (int first = 0; first < KEYS; first += LOADED_AT_ONCE) {
        region.getAll(IntStream.range(first, first + LOADED_AT_ONCE).boxed().toList());
      }
    }
  }

  /**
   * Writes.
   *
   * @throws IllegalStateException if the broker refuses writes
   */
  public Lags measure() {
    long began = LoadClock.SYSTEM.now();
    for (int write = 0; write < writes; write++) {
      LoadClock.SYSTEM.sleepUntil(began + schedule.nanos(write));
      publish(write);
      if ((write + 1) % (schedule.rate() * 10) == 0) {
        say("%,d writes published, %,d in effect", write + 1, times.done(write + 1));
      }
    }
    long patience = LoadClock.SYSTEM.now() + PATIENCE.toNanos();
    while (times.done(writes) < writes && LoadClock.SYSTEM.now() < patience) {
      LoadClock.SYSTEM.sleepUntil(LoadClock.SYSTEM.now() + TimeUnit.MILLISECONDS.toNanos(100));
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException(
          failures.size() + " of " + writes + " writes failed; take a lower --rate",
          failures.element());
    }
    int from = schedule.firstThatCounts();
    return new Lags(
        times.rate(from, writes), times.redisLags(from, writes), times.clientLags(from, writes));
  }

  private void publish(int number) {
    times.begin(number);
    publisher
        .publish(write -> write.setKeys(List.of(cacheKey(number % KEYS))))
        .whenComplete(
            (appended, failure) -> {
              if (failure == null) {
                times.appended(number, TimeUnit.MILLISECONDS.toMicros(appended));
              } else {
                failures.add(failure);
              }
            });
  }

  private void say(String text, Object... arguments) {
    progress.println(String.format(Locale.ROOT, text, arguments));
    progress.flush();
  }

  @Override
  public void close() {
    notifications.close();
    lettuce.shutdown();
    followers.forEach(KafkaControlLog::close);
    publisher.close();
  }

  /**
   * What was found.
   *
   * @param rate writes a second that the broker took
   * @param redis lags of Redis, ms, ascending
   * @param clients lags of the last client, ms, ascending
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  public record Lags(double rate, double[] redis, double[] clients) {}
}
