package io.forewarm.local.advice;

import static io.forewarm.local.advice.AdviceLab.origin;
import static io.forewarm.local.advice.AdviceLab.pass;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.forewarm.client.Region;
import io.forewarm.client.testing.FaultyOrigin;
import io.forewarm.local.stack.StackConfig;
import io.forewarm.schemas.Topics;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Faults of values, keys and origins planted into a running system: each is found within two
 * minutes and named rightly, nothing certain is said of what is healthy, and the TTL that is
 * recommended brings what was said.
 */
@Tag("proof")
class PlantedProblemsTest {
  private static final StackConfig STACK =
      StackConfig.DEFAULT.withTopics(new Topics("planted.", 2));
  private static final int POOL_READERS = 16;

  private final AtomicBoolean running = new AtomicBoolean(true);
  private final FaultyOrigin<Integer, byte[]> brief = origin(3);
  private final FaultyOrigin<Integer, byte[]> turning = origin(8);
  private final Semaphore pool = new Semaphore(2);

  @Test
  void eachIsFoundNamedAndMended() throws Exception {
    try (AdviceLab lab = new AdviceLab(STACK, POOL_READERS + 8)) {
      Region<Integer, byte[]> profiles =
          lab.open("profiles", "user:{id}:profile", Duration.ofSeconds(1), brief);
      lab.read(profiles, 60, 5);
      lab.write(profiles, 60, 1_000);
      lab.read(lab.open("flat", "session{id}data", Duration.ofMinutes(5), origin(1)), 100, 10);
      lab.read(lab.open("healthy", "post:{id}", Duration.ofMinutes(5), origin(2)), 100, 10);
      lab.read(lab.open("turning", "page:{id}", Duration.ofSeconds(20), turning), 200, 5);
      Region<Integer, byte[]> pooled =
          lab.open("pooled", "row:{id}", Duration.ofMinutes(10), this::pooledLoad);
      for (int reader = 0; reader < POOL_READERS; reader++) {
        int own = reader;
        lab.execute(() -> readEndlessly(pooled, own));
      }

      long planted = System.nanoTime();
      lab.expect("TTL_SHORT", "profiles", planted);
      lab.expect("FLAT_KEY", "flat", planted);
      lab.expect("POOL_SMALL", "pooled", planted);
      pass(Duration.ofSeconds(200));
      assertThat(lab.certain())
          .as("said of what is healthy")
          .noneMatch(advice -> advice.get("region").asText().equals("healthy"));
      turning.delay(Duration.ofMillis(80));
      lab.expect("ORIGIN_SLOW", "turning", System.nanoTime());

      JsonNode ttl = lab.expect("TTL_SHORT", "profiles", System.nanoTime());
      lab.apply(ttl);
      pass(Duration.ofSeconds(30));
      long before = brief.calls();
      pass(Duration.ofSeconds(60));
      double measured = (brief.calls() - before) / 60.0;
      double expected = ttl.get("effect").get("expected").asDouble();
      System.out.printf(
          "planted: loads a second %.2f before, %.2f expected, %.2f measured%n",
          ttl.get("effect").get("now").asDouble(), expected, measured);
      assertThat(measured).isBetween(expected * 2 / 3, expected * 4 / 3);
    } finally {
      running.set(false);
    }
  }

  private byte[] pooledLoad(int id) throws Exception {
    pool.acquire();
    try {
      return Objects.requireNonNull(origin(5 + id % 30).load(id));
    } finally {
      pool.release();
    }
  }

  private void readEndlessly(Region<Integer, byte[]> region, int own) {
    for (int id = own; running.get(); id += POOL_READERS) {
      region.get(id);
    }
  }
}
