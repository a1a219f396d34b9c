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
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A running stack, a service that reads through it, and what the app says about that. */
final class AdviceLab implements AutoCloseable {
  private static final Duration FOUND = Duration.ofMinutes(2);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  final LocalStack stack;
  private final StackConfig config;
  private final Forewarm forewarm;
  private final ScheduledExecutorService threads;

  AdviceLab(StackConfig config, int threads) throws Exception {
    this.config = config;
    this.threads = Executors.newScheduledThreadPool(threads);
    stack = LocalStack.start(config, new StackListener() {});
    forewarm =
        Forewarm.connect(
            ForewarmConfig.builder("planted-service")
                .redis(stack.addresses().redis())
                .kafka(stack.addresses().kafka())
                .topics(config.topics())
                .build());
  }

  static FaultyOrigin<Integer, byte[]> origin(long millis) {
    return new FaultyOrigin<Integer, byte[]>(id -> new byte[400]).delay(Duration.ofMillis(millis));
  }

  Region<Integer, byte[]> open(
      String name, String template, Duration ttl, Loader<Integer, byte[]> loader) {
    return forewarm.open(
        RegionConfig.builder(name, Integer.class, template)
            .codec(Codec.bytes())
            .softTtl(ttl)
            .loader(loader)
            .build());
  }

  void read(Region<Integer, byte[]> region, int keys, long everyMs) {
    SplittableRandom random = new SplittableRandom(keys);
    read(region, () -> random.nextInt(keys), everyMs);
  }

  void read(Region<Integer, byte[]> region, IntSupplier ids, long everyMs) {
    threads.scheduleWithFixedDelay(
        () -> region.get(ids.getAsInt()), 0, everyMs, TimeUnit.MILLISECONDS);
  }

  void write(Region<Integer, byte[]> region, int keys, long everyMs) {
    SplittableRandom random = new SplittableRandom(1);
    threads.scheduleWithFixedDelay(
        () -> region.invalidate(random.nextInt(keys)), 0, everyMs, TimeUnit.MILLISECONDS);
  }

  void execute(Runnable task) {
    threads.execute(task);
  }

  /**
   * Waits until the app recommends something, two minutes at most, and says how long that took.
   *
   * @param planted when the cause of it was there, {@link System#nanoTime}
   */
  JsonNode expect(String cause, String region, long planted) {
    JsonNode advice =
        await()
            .atMost(FOUND.minusNanos(System.nanoTime() - planted))
            .pollInterval(Duration.ofSeconds(1))
            .until(() -> find(cause, region), Objects::nonNull);
    System.out.printf(
        "planted: %s of %s found after %.0f s: %s%n",
        cause, region, (System.nanoTime() - planted) / 1e9, advice);
    return Objects.requireNonNull(advice);
  }

  @Nullable JsonNode find(String cause, String region) throws IOException {
    for (JsonNode advice : ask("/api/recommendations")) {
      if (advice.get("cause").asText().equals(cause)
          && advice.get("region").asText().equals(region)) {
        return advice;
      }
    }
    return null;
  }

  /** What is recommended so that it may be followed unseen. */
  List<JsonNode> certain() throws IOException {
    List<JsonNode> certain = new ArrayList<>();
    for (JsonNode advice : ask("/api/recommendations")) {
      if (advice.get("confidence").asDouble() >= 0.8) {
        certain.add(advice);
      }
    }
    return certain;
  }

  JsonNode ask(String path) throws IOException {
    try (InputStream answer = URI.create(stack.addresses().http() + path).toURL().openStream()) {
      return MAPPER.readTree(answer);
    }
  }

  /** A figure of the last minute of a region as a whole. */
  double figure(String region, String name) throws IOException {
    return ask("/api/statistics?span=minute&region=" + region)
        .get(0)
        .get("figures")
        .get(name)
        .asDouble();
  }

  void apply(JsonNode advice) {
    run("recommend", "--app", stack.addresses().http(), "--apply", advice.get("id").asText());
  }

  /** Runs a command against the broker of this stack. */
  void run(String... command) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(
        List.of(
            "--bootstrap-server", stack.addresses().kafka(), "--prefix", config.topics().prefix()));
    CommandRun run = CommandRun.of(words.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  static void pass(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    await().atMost(time.plusSeconds(30)).until(() -> System.nanoTime() >= until);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    forewarm.close();
    stack.close();
    await().atMost(Duration.ofSeconds(20)).until(threads::isTerminated);
  }
}
