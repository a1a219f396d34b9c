package io.forewarm.local.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forewarm.client.Forewarm;
import io.forewarm.client.ForewarmConfig;
import io.forewarm.client.Loader;
import io.forewarm.client.Region;
import io.forewarm.client.RegionConfig;
import io.forewarm.client.codec.Codec;
import io.forewarm.client.testing.FaultyOrigin;
import io.forewarm.local.CommandRun;
import io.forewarm.local.stack.LocalStack;
import io.forewarm.local.stack.StackConfig;
import io.forewarm.local.stack.StackListener;
import io.forewarm.schemas.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Faults planted into a running system: each is found within two minutes and named rightly, nothing
 * certain is said of what is healthy, and the TTL that is recommended brings what was said.
 */
@Tag("proof")
class PlantedProblemsTest {
  private static final Duration FOUND = Duration.ofMinutes(2);
  private static final Topics TOPICS = new Topics("planted.", 2);
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int POOL_READERS = 16;
  private static final int THREADS = POOL_READERS + 8;

  private final AtomicBoolean running = new AtomicBoolean(true);
  private final FaultyOrigin<Integer, byte[]> brief = origin(3);
  private final FaultyOrigin<Integer, byte[]> turning = origin(8);
  private final Semaphore pool = new Semaphore(2);
  private final Map<String, JsonNode> found = new TreeMap<>();

  @Test
  void eachIsFoundNamedAndMended() throws Exception {
    ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    try (LocalStack stack =
            LocalStack.start(StackConfig.DEFAULT.withTopics(TOPICS), new StackListener() {});
        Forewarm forewarm =
            Forewarm.connect(
                ForewarmConfig.builder("planted-service")
                    .redis(stack.addresses().redis())
                    .kafka(stack.addresses().kafka())
                    .topics(TOPICS)
                    .build())) {
      String app = stack.addresses().http();
      Region<Integer, byte[]> profiles =
          open(forewarm, "profiles", "user:{id}:profile", Duration.ofSeconds(1), brief);
      read(threads, profiles, 60, 5);
      write(threads, profiles, 60, 1_000);
      Region<Integer, byte[]> flat =
          open(forewarm, "flat", "session{id}data", Duration.ofMinutes(5), origin(1));
      read(threads, flat, 100, 10);
      Region<Integer, byte[]> healthy =
          open(forewarm, "healthy", "post:{id}", Duration.ofMinutes(5), origin(2));
      read(threads, healthy, 100, 10);
      Region<Integer, byte[]> pages =
          open(forewarm, "turning", "page:{id}", Duration.ofSeconds(20), turning);
      read(threads, pages, 200, 5);
      Region<Integer, byte[]> pooled =
          open(forewarm, "pooled", "row:{id}", Duration.ofMinutes(10), this::pooledLoad);
      for (int reader = 0; reader < POOL_READERS; reader++) {
        int own = reader;
        threads.execute(() -> readEndlessly(pooled, own));
      }

      long began = System.nanoTime();
      expect(app, "TTL_SHORT", "profiles", began);
      expect(app, "FLAT_KEY", "flat", began);
      expect(app, "POOL_SMALL", "pooled", began);
      pass(Duration.ofSeconds(200));
      for (JsonNode advice : recommendations(app)) {
        boolean certain = advice.get("confidence").asDouble() >= 0.8;
        assertThat(certain && advice.get("region").asText().equals("healthy"))
            .as("said of what is healthy: %s", advice)
            .isFalse();
      }
      turning.delay(Duration.ofMillis(80));
      expect(app, "ORIGIN_SLOW", "turning", System.nanoTime());

      JsonNode ttl = find(app, "TTL_SHORT", "profiles");
      assertThat(ttl).isNotNull();
      CommandRun run =
          CommandRun.of(
              "recommend",
              "--app",
              app,
              "--apply",
              ttl.get("id").asText(),
              "--bootstrap-server",
              stack.addresses().kafka(),
              "--prefix",
              TOPICS.prefix());
      assertThat(run.exitCode()).as(run.err()).isZero();
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
      threads.shutdownNow();
      assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static Region<Integer, byte[]> open(
      Forewarm forewarm,
      String name,
      String template,
      Duration ttl,
      Loader<Integer, byte[]> loader) {
    return forewarm.open(
        RegionConfig.builder(name, Integer.class, template)
            .codec(Codec.bytes())
            .softTtl(ttl)
            .loader(loader)
            .build());
  }

  private static FaultyOrigin<Integer, byte[]> origin(long millis) {
    return new FaultyOrigin<Integer, byte[]>(id -> new byte[400]).delay(Duration.ofMillis(millis));
  }

  private byte[] pooledLoad(int id) throws Exception {
    pool.acquire();
    try {
      return Objects.requireNonNull(origin(5 + id % 30).load(id));
    } finally {
      pool.release();
    }
  }

  private static void read(
      ScheduledExecutorService threads, Region<Integer, byte[]> region, int keys, long everyMs) {
    SplittableRandom random = new SplittableRandom(keys);
    threads.scheduleWithFixedDelay(
        () -> region.get(random.nextInt(keys)), 0, everyMs, TimeUnit.MILLISECONDS);
  }

  private static void write(
      ScheduledExecutorService threads, Region<Integer, byte[]> region, int keys, long everyMs) {
    SplittableRandom random = new SplittableRandom(1);
    threads.scheduleWithFixedDelay(
        () -> region.invalidate(random.nextInt(keys)), 0, everyMs, TimeUnit.MILLISECONDS);
  }

  private void readEndlessly(Region<Integer, byte[]> region, int own) {
    for (int id = own; running.get(); id += POOL_READERS) {
      region.get(id);
    }
  }

  private void expect(String app, String cause, String region, long since) {
    await()
        .atMost(FOUND)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> find(app, cause, region) != null);
    System.out.printf(
        "planted: %s of %s found after %.0f s: %s%n",
        cause, region, (System.nanoTime() - since) / 1e9, found.get(cause));
  }

  private @Nullable JsonNode find(String app, String cause, String region) throws IOException {
    for (JsonNode advice : recommendations(app)) {
      if (advice.get("cause").asText().equals(cause)
          && advice.get("region").asText().equals(region)) {
        found.put(cause, advice);
        return advice;
      }
    }
    return null;
  }

  private static JsonNode recommendations(String app) throws IOException {
    try (InputStream answer = URI.create(app + "/api/recommendations").toURL().openStream()) {
      return MAPPER.readTree(answer);
    }
  }

  private static void pass(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    await().atMost(time.plusSeconds(30)).until(() -> System.nanoTime() >= until);
  }
}
