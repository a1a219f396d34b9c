package io.forewarm.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forewarm.client.Forewarm;
import io.forewarm.client.ForewarmConfig;
import io.forewarm.client.Region;
import io.forewarm.client.RegionConfig;
import io.forewarm.client.codec.Codec;
import io.forewarm.local.guarantee.NearStalenessBound;
import io.forewarm.local.guarantee.Sight;
import io.forewarm.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A near cache never serves a value that another process has replaced longer ago than the region's
 * {@code maxStaleness}: while the app runs, while it is dead, and when it comes back.
 */
@Tag("proof")
class NoStaleNearReadTest {
  private static final String KEY = "a";
  private static final Duration MAX_STALENESS = Duration.ofSeconds(2);

  /** What the threads of the test itself may be late, on a busy machine. */
  private static final Duration LATE = Duration.ofMillis(500);

  private static final Duration WRITE_EVERY = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final AtomicLong origin = new AtomicLong();
  private final NearStalenessBound bound = new NearStalenessBound(MAX_STALENESS, LATE);
  private volatile boolean stopped;

  @Test
  void alsoWhileTheAppIsDeadAndWhenItComesBack() throws Exception {
    StackConfig config = StackConfig.DEFAULT.withTopics(new Topics("stale.", 2));
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (LocalStack stack = LocalStack.start(config, new StackListener() {});
        Forewarm reading = connect(stack, "reader", meters);
        Forewarm writing = connect(stack, "writer", new SimpleMeterRegistry())) {
      Thread reader = start(() -> read(open(reading)));
      Thread writer = start(() -> write(open(writing)));

      awaitWrites(2);
      assertThat(nearHits(meters)).as("the near cache serves").isGreaterThan(100);
      stack.kill(StackPart.APP);
      double beforeDeath = nearHits(meters);
      awaitWrites(2);
      assertThat(nearHits(meters)).as("and does so without the app").isGreaterThan(beforeDeath);
      stack.restart(StackPart.APP);
      awaitWrites(2);

      stopped = true;
      reader.join();
      writer.join();
    }
    assertThat(bound.violations()).isEmpty();
  }

  private void awaitWrites(int more) {
    long target = origin.get() + more;
    await().atMost(PATIENCE).until(() -> origin.get() >= target);
  }

  private static Thread start(Runnable task) {
    Thread thread = new Thread(task, "stale-test");
    thread.start();
    return thread;
  }

  private static Forewarm connect(LocalStack stack, String service, SimpleMeterRegistry meters) {
    return Forewarm.connect(
        ForewarmConfig.builder(service)
            .redis(stack.addresses().redis())
            .kafka(stack.addresses().kafka())
            .topics(stack.config().topics())
            .meters(meters)
            .build());
  }

  private Region<String, String> open(Forewarm forewarm) {
    return forewarm.open(
        RegionConfig.builder("counter", String.class, "{id}")
            .codec(Codec.utf8())
            .maxStaleness(MAX_STALENESS)
            .softTtl(Duration.ofMinutes(10))
            .beta(0)
            .loader(id -> Long.toString(origin.get()))
            .build());
  }

  private static double nearHits(SimpleMeterRegistry meters) {
    return meters.get("forewarm.client.reads").tag("layer", "near").functionCounter().count();
  }

  private void write(Region<String, String> region) {
    while (!stopped) {
      long version = origin.get() + 1;
      region.update(
          KEY,
          () -> {
            origin.set(version);
            return Long.toString(version);
          });
      bound.see(new Sight.Stored(KEY, version, "", System.nanoTime()));
      bound.see(new Sight.Told(KEY, version, System.nanoTime()));
      LockSupport.parkNanos(WRITE_EVERY.toNanos());
    }
  }

  private void read(Region<String, String> region) {
    while (!stopped) {
      long began = System.nanoTime();
      long found = Long.parseLong(region.get(KEY));
      bound.see(new Sight.Read("reader", KEY, found, began));
      LockSupport.parkNanos(2_000_000);
    }
  }
}
