package io.forewarm.local.guarantee;

import io.forewarm.client.Forewarm;
import io.forewarm.client.Region;
import io.forewarm.client.RegionConfig;
import io.forewarm.client.codec.Codec;
import io.forewarm.local.load.StampedValue;
import io.forewarm.schemas.CacheKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Reads and writes a few keys without a pause, as a service does that gives nothing up: a write
 * that the caches were not surely told of is told again, under the same id, until they were.
 */
final class Service implements AutoCloseable {
  private static final int READERS = 2;
  private static final long READ_PAUSE_NANOS = 2_000_000;
  private static final long WRITE_PAUSE_NANOS = 40_000_000;
  private static final long LONGEST_LOAD_NANOS = 30_000_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final String name;
  private final Plan plan;
  private final Truth truth;
  private final Forewarm client;
  private final Region<String, byte[]> region;
  private final List<Loop> loops = new ArrayList<>();
  private volatile boolean closed;

  /**
   * What all services of a run do.
   *
   * @param region that they share
   * @param keys how many; the first are read more often than the others
   * @param maxStaleness of the region
   * @param seed of what is read and written when
   */
  record Plan(String region, int keys, Duration maxStaleness, long seed) {
    List<String> cacheKeys() {
      List<String> all = new ArrayList<>();
      for (int i = 0; i < keys; i++) {
        all.add(CacheKey.of(region, "k" + i));
      }
      return all;
    }

    private String pick(Random random) {
      return "k" + random.nextInt(1 + random.nextInt(keys));
    }
  }

  /** Starts to read and write. The client stays open. */
  Service(String name, Plan plan, Truth truth, Forewarm client) {
    this.name = name;
    this.plan = plan;
    this.truth = truth;
    this.client = client;
    this.region =
        client.open(
            RegionConfig.builder(plan.region(), String.class, "{id}")
                .codec(Codec.bytes())
                .maxStaleness(plan.maxStaleness())
                .softTtl(Duration.ofMinutes(10))
                .timeout(TIMEOUT)
                .loader(this::load)
                .build());
    for (int i = 0; i < READERS; i++) {
      Random random = new Random(plan.seed() + name.hashCode() + i);
      loops.add(new Loop(name + "-reader", () -> read(random), READ_PAUSE_NANOS));
    }
    Random random = new Random(plan.seed() - name.hashCode());
    loops.add(new Loop(name + "-writer", () -> write(random), WRITE_PAUSE_NANOS));
  }

  /** The origin answers with what it held a while ago, so that writes overtake loads. */
  private byte[] load(String id) {
    long version = truth.read(cacheKey(id));
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_LOAD_NANOS));
    return stamped(cacheKey(id), version);
  }

  String name() {
    return name;
  }

  private String cacheKey(String id) {
    return CacheKey.of(plan.region(), id);
  }

  private static byte[] stamped(String cacheKey, long version) {
    return new StampedValue(cacheKey, version, 0).toBytes(0);
  }

  private void read(Random random) {
    String id = plan.pick(random);
    long began = System.nanoTime();
    try {
      StampedValue value = StampedValue.of(region.get(id));
      if (!value.key().equals(cacheKey(id))) {
        throw new IllegalStateException("a value of " + value.key());
      }
      truth.see(new Sight.Read(name, cacheKey(id), value.version(), began));
    } catch (RuntimeException e) {
      if (!closed) {
        truth.see(new Sight.ReadFailed(name, cacheKey(id), e.toString(), began));
      }
    }
  }

  private void write(Random random) {
    if (!truth.writing(name)) {
      return;
    }
    String id = plan.pick(random);
    String cacheKey = cacheKey(id);
    if (random.nextBoolean()) {
      UUID write = UUID.randomUUID();
      tell(cacheKey, truth.write(name, cacheKey, write.toString()), write);
    } else {
      update(id, cacheKey);
    }
  }

  private void update(String id, String cacheKey) {
    long[] version = new long[1];
    try {
      region.update(
          id,
          () -> {
            version[0] = truth.write(name, cacheKey, "");
            return stamped(cacheKey, version[0]);
          });
      truth.see(new Sight.Told(cacheKey, version[0], System.nanoTime()));
    } catch (RuntimeException e) {
      if (version[0] > 0) {
        tell(cacheKey, version[0], UUID.randomUUID());
      }
    }
  }

  private void tell(String cacheKey, long version, UUID write) {
    tell(client, truth, cacheKey, version, write, () -> closed);
  }

  /** Tells the caches of a write until they were told. */
  static void tell(
      Forewarm client,
      Truth truth,
      String cacheKey,
      long version,
      UUID write,
      BooleanSupplier closed) {
    while (!closed.getAsBoolean()) {
      try {
        client.writes().invalidate(write, cacheKey);
        truth.see(new Sight.Told(cacheKey, version, System.nanoTime()));
        return;
      } catch (RuntimeException e) {
        LockSupport.parkNanos(WRITE_PAUSE_NANOS);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    loops.forEach(Loop::close);
  }
}
