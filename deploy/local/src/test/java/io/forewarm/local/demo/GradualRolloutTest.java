package io.forewarm.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forewarm.client.CacheObserver;
import io.forewarm.client.Forewarm;
import io.forewarm.client.ForewarmConfig;
import io.forewarm.client.Region;
import io.forewarm.client.RegionConfig;
import io.forewarm.client.codec.Codec;
import io.forewarm.local.CommandRun;
import io.forewarm.local.broker.Broker;
import io.forewarm.local.load.ConstantRate;
import io.forewarm.local.load.Lanes;
import io.forewarm.local.load.LoadClock;
import io.forewarm.local.load.LoadDriver;
import io.forewarm.local.load.Operation;
import io.forewarm.local.load.Origin;
import io.forewarm.local.load.OriginConfig;
import io.forewarm.local.load.Popularity;
import io.forewarm.local.load.ReadVerdict;
import io.forewarm.local.load.StampedValue;
import io.forewarm.local.load.Tally;
import io.forewarm.local.load.Target;
import io.forewarm.local.observe.Observations;
import io.forewarm.local.stack.LocalStack;
import io.forewarm.local.stack.StackConfig;
import io.forewarm.local.stack.StackListener;
import io.forewarm.schemas.Mode;
import io.forewarm.schemas.Rule;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.console.ObservationBoard.Row;
import io.forewarm.streams.rules.RuleLog;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two services with an old cache beside, under load: a rule moves a tenth of the keys to Forewarm
 * and back. No read fails, and none is older than a write that was completed before it began.
 */
@Tag("integration")
class GradualRolloutTest {
  private static final int KEYS = 300;
  private static final double RATE = 300;
  private static final Duration PHASE = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LIFE = Duration.ofMinutes(5);

  private final Origin origin =
      new Origin(OriginConfig.of(Duration.ofMillis(15), 0.3, 1), key -> 500, LoadClock.SYSTEM);
  private final Object[] locks = IntStream.range(0, KEYS).mapToObj(key -> new Object()).toArray();
  private final LongAdder byForewarm = new LongAdder();
  private final LongAdder byTheOldCache = new LongAdder();

  @Test
  void aTenthOfTheKeysComesOverAndGoesBackAndNoReaderNoticesIt() throws Exception {
    StackConfig config = StackConfig.DEFAULT.withTopics(new Topics("rollout.", 2));
    try (LocalStack stack = LocalStack.start(config, new StackListener() {});
        PlainRedis redis = new PlainRedis(stack.addresses().redis(), 32)) {
      Broker broker =
          new Broker(Map.of("bootstrap.servers", stack.addresses().kafka()), config.topics());
      rule(broker, Rule.newBuilder().setMode(Mode.OBSERVE));
      try (Service one = new Service(stack, redis);
          Service two = new Service(stack, redis)) {
        await().atMost(PATIENCE).until(() -> one.current() && two.current());
        Tally tally = new Tally();
        CompletableFuture<Throwable> load = load(List.of(one, two), tally);
        pass(PHASE);
        assertThat(byForewarm.sum()).isZero();
        assertThat(redis.count("fw:*")).as("keys of Forewarm in observe").isZero();

        rule(broker, Rule.newBuilder().setMode(Mode.ACT).setActKeys(0.1));
        await().atMost(PATIENCE).until(() -> one.acting() > 0 && two.acting() > 0);
        assertThat(one.acting()).isEqualTo(two.acting()).isBetween(15L, 45L);
        List<Row> groups =
            await()
                .atMost(PATIENCE)
                .until(() -> Observations.of(broker, LIFE), rows -> reads(rows, "act") > 100);
        assertThatPeopleSeeBothGroups(stack);

        rule(broker, Rule.newBuilder().setMode(Mode.OBSERVE));
        await().atMost(PATIENCE).until(() -> one.acting() == 0 && two.acting() == 0);
        long before = byForewarm.sum();
        System.out.println("rollout: first error " + load.get());

        System.out.printf(
            "rollout: %d reads by Forewarm, %d by the old cache, %d hits, %d waited%n",
            byForewarm.sum(),
            byTheOldCache.sum(),
            tally.reads(ReadVerdict.FRESH_HIT),
            tally.reads(ReadVerdict.WAITED));
        System.out.println("rollout: " + groups);
        assertThat(byForewarm.sum() - before).as("reads on their way").isLessThan(20);
        assertThat(before).isGreaterThan(50);
        assertThat(tally.reads(ReadVerdict.FAILED)).isZero();
        assertThat(tally.reads(ReadVerdict.STALE_HIT)).as("older than a completed write").isZero();
        assertThat(groups).extracting(Row::mode).containsExactly("act", "observe");
        assertThat(groups)
            .allSatisfy(group -> assertThat(group.measured().reads()).isGreaterThan(20))
            .allSatisfy(group -> assertThat(group.measured().meanWaitMs()).isPositive());
      }
    }
  }

  private static void assertThatPeopleSeeBothGroups(LocalStack stack) throws Exception {
    String kafka = stack.addresses().kafka();
    CommandRun run =
        CommandRun.of("observe", "things", "--bootstrap-server", kafka, "--prefix", "rollout.");
    assertThat(run.out())
        .containsPattern("things +act ")
        .containsPattern("things +observe ")
        .containsPattern("things +would act ")
        .contains("cannot know");
    URI page = URI.create(stack.addresses().http() + "/api/observations");
    assertThat(new String(page.toURL().openStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("\"mode\":\"act\"", "\"mode\":\"observe\"", "\"expected\":{");
  }

  private static long reads(List<Row> rows, String mode) {
    return rows.stream()
        .filter(row -> row.mode().equals(mode))
        .mapToLong(row -> row.measured().reads())
        .sum();
  }

  private static void rule(Broker broker, Rule.Builder rule) {
    new RuleLog(broker.client(), broker.topics(), complaint -> {})
        .put(
            rule.setTarget("things")
                .setSoftTtlMs(LIFE.toMillis())
                .setHardTtlMs(LIFE.toMillis())
                .build());
  }

  private static void pass(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    await().atMost(time.plusSeconds(30)).until(() -> System.nanoTime() >= until);
  }

  private CompletableFuture<Throwable> load(List<Service> services, Tally tally) {
    Popularity popularity = Popularity.zipf(KEYS, 0.6);
    SplittableRandom random = new SplittableRandom(7);
    AtomicInteger turn = new AtomicInteger();
    Target any =
        new Target() {
          private Service next() {
            return services.get(turn.getAndIncrement() % services.size());
          }

          @Override
          public byte[] read(Operation operation) throws Exception {
            return next().read(operation.key());
          }

          @Override
          public long write(Operation operation) throws Exception {
            return next().write(operation.key());
          }
        };
    return CompletableFuture.supplyAsync(
        () -> {
          try (LoadDriver driver =
              new LoadDriver(any, origin, LIFE, LoadClock.SYSTEM, new Lanes(64, 32))) {
            driver.offer(
                new ConstantRate(
                    RATE,
                    PHASE.multipliedBy(7),
                    () ->
                        new Operation(
                            random.nextDouble() < 0.1, "things:" + popularity.draw(random), null)),
                tally);
            assertThat(driver.finish(PATIENCE)).isTrue();
            return driver.firstFailure();
          } catch (InterruptedException e) {
            return e;
          }
        });
  }

  /**
   * A process with both caches. The old one holds a lock for loads and writes of a key, so that it
   * has no stale values of its own making.
   */
  private final class Service implements AutoCloseable {
    private final Forewarm forewarm;
    private final Region<Integer, byte[]> region;
    private final CacheObserver observer;
    private final PlainRedis redis;

    Service(LocalStack stack, PlainRedis redis) {
      this.redis = redis;
      forewarm =
          Forewarm.connect(
              ForewarmConfig.builder("things-service")
                  .redis(stack.addresses().redis())
                  .redisTimeout(Duration.ofSeconds(10))
                  .kafka(stack.addresses().kafka())
                  .topics(stack.config().topics())
                  .build());
      region =
          forewarm.open(
              RegionConfig.builder("things", Integer.class, "{id}")
                  .codec(Codec.bytes())
                  .nearBytes(0) // another process's copy may be as old as maxStaleness: not here
                  .softTtl(LIFE)
                  .hardTtl(LIFE)
                  .loader(id -> origin.load("things:" + id))
                  .build());
      observer = forewarm.observer();
    }

    boolean current() throws InterruptedException {
      return forewarm.awaitCurrent(Duration.ofSeconds(1)) && acting() == 0;
    }

    long acting() {
      return IntStream.range(0, KEYS).filter(region::acts).count();
    }

    byte[] read(String key) throws Exception {
      int id = id(key);
      if (region.acts(id)) {
        byForewarm.increment();
        return Objects.requireNonNull(region.get(id));
      }
      byTheOldCache.increment();
      byte[] cached;
      try {
        cached = redis.get("old:" + key);
      } catch (PlainRedis.UnreachableException e) {
        return origin.load(key); // as old caches do on a machine that is out of breath
      }
      if (cached != null) {
        observer.hit(key);
        return cached;
      }
      synchronized (locks[id]) {
        long began = System.nanoTime();
        byte[] loaded = origin.load(key);
        redis.set("old:" + key, loaded, LIFE);
        observer.loaded(key, Duration.ofNanos(System.nanoTime() - began), loaded.length);
        return loaded;
      }
    }

    long write(String key) throws Exception {
      int id = id(key);
      synchronized (locks[id]) {
        byte[] now;
        if (region.acts(id)) {
          now = Objects.requireNonNull(region.update(id, () -> origin.write(key)));
        } else {
          now = origin.write(key);
          region.invalidate(id);
        }
        redis.delete("old:" + key);
        return StampedValue.of(now).version();
      }
    }

    private static int id(String key) {
      return Integer.parseInt(key.substring(key.indexOf(':') + 1));
    }

    @Override
    public void close() {
      forewarm.close();
    }
  }
}
