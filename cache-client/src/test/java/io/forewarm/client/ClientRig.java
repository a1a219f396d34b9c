package io.forewarm.client;

import static org.awaitility.Awaitility.await;

import io.forewarm.client.codec.Codec;
import io.forewarm.client.events.EventSink;
import io.forewarm.client.testing.MemoryStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;

/** A client over a Redis in memory, without Kafka. */
final class ClientRig implements AutoCloseable {
  static final String CACHE_KEY = "things:a";

  final MemoryStore store = new MemoryStore();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Forewarm forewarm =
      new Forewarm(
          "client",
          ForewarmConfig.builder("service").meters(meters).build(),
          store,
          EventSink.NONE,
          new RedisVoidLog(store),
          null);

  ClientRig() {
    await().until(() -> forewarm.awaitCurrent(Duration.ZERO));
  }

  /** A region without chance: no jitter, no early refreshes, no retries. */
  static RegionConfig.Builder<String, String> things() {
    return RegionConfig.builder("things", String.class, "{id}")
        .codec(Codec.utf8())
        .softTtl(Duration.ofSeconds(10))
        .ttlJitter(0)
        .beta(0)
        .failures(FailurePolicy.DEFAULT.retries(0));
  }

  Region<String, String> open(RegionConfig.Builder<String, String> region) {
    return forewarm.open(region.build());
  }

  @Override
  public void close() {
    forewarm.close();
  }
}
