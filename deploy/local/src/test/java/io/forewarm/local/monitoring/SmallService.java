package io.forewarm.local.monitoring;

import io.forewarm.client.Forewarm;
import io.forewarm.client.ForewarmConfig;
import io.forewarm.client.Region;
import io.forewarm.client.RegionConfig;
import io.forewarm.client.codec.Codec;
import io.forewarm.client.testing.FaultyOrigin;
import io.forewarm.local.stack.LocalStack;
import io.forewarm.local.terminal.MetricsPage;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A service with one region, some users, an origin that can fail, and a page of its meters. */
final class SmallService implements AutoCloseable {
  static final String REGION = "posts";

  private static final int KEYS = 100;
  private static final int USERS = 20;
  private static final int ONE_WRITE_IN = 50;
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofMillis(10);

  final FaultyOrigin<Integer, String> origin = new FaultyOrigin<>(id -> "post " + id);
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MetricsPage page = new MetricsPage(registry, 0);
  private final Random random = new Random(8);
  private final Forewarm forewarm;
  private final Region<Integer, String> posts;
  private final ScheduledExecutorService traffic = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledExecutorService often = Executors.newSingleThreadScheduledExecutor();

  SmallService(LocalStack stack) throws IOException {
    forewarm =
        Forewarm.connect(
            ForewarmConfig.builder("small-service")
                .redis(stack.addresses().redis())
                .kafka(stack.addresses().kafka())
                .topics(stack.config().topics())
                .meters(registry)
                .build());
    posts =
        forewarm.open(
            RegionConfig.builder(REGION, Integer.class, "post:{id}")
                .codec(Codec.utf8())
                .softTtl(FRESH)
                .hardTtl(KEPT)
                .loader(origin)
                .build());
    traffic.scheduleWithFixedDelay(this::one, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void one() {
    int id = (int) (KEYS * Math.pow(random.nextDouble(), 3));
    try {
      if (random.nextInt(ONE_WRITE_IN) == 0) {
        posts.invalidate(id);
      } else {
        posts.as("user-" + random.nextInt(USERS)).get(id);
      }
    } catch (RuntimeException e) {
      // a reader is told; the next one comes
    }
  }

  /** Reads a key a thousand times a second from now on. */
  void readOften(int id) {
    often.scheduleAtFixedRate(() -> posts.get(id), 0, 1, TimeUnit.MILLISECONDS);
  }

  /**
   * Reads keys from now on whose values live for a second, so that they are loaded all the time.
   */
  void keepBriefly() {
    Region<Integer, String> brief =
        forewarm.open(
            RegionConfig.builder("brief", Integer.class, "entry:{id}")
                .codec(Codec.utf8())
                .softTtl(Duration.ofSeconds(1))
                .hardTtl(Duration.ofSeconds(10))
                .loader(id -> "entry " + id)
                .build());
    often.scheduleAtFixedRate(
        () -> brief.get(random.nextInt(KEYS)), 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  String address() {
    return "127.0.0.1:" + page.port();
  }

  @Override
  public void close() {
    traffic.shutdownNow();
    often.shutdownNow();
    forewarm.close();
    page.close();
  }
}
