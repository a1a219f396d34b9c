package io.forewarm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forewarm.client.codec.Codec;
import io.forewarm.embedded.Embedded;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two processes over a real Redis, and an origin that shows a write half a second late. */
@Tag("integration")
class LaggingReplicaTest {
  private static final Duration LAG = Duration.ofMillis(500);

  private volatile String shown = "old";

  private Forewarm connect() {
    return Forewarm.connect(ForewarmConfig.builder("lag").redis(Embedded.redis().url()).build());
  }

  private Region<String, String> open(Forewarm forewarm) {
    return forewarm.open(
        RegionConfig.builder("lagging", String.class, "{id}")
            .codec(Codec.utf8())
            .originLag(Duration.ofSeconds(4))
            .loader(key -> shown)
            .build());
  }

  @Test
  void everyProcessReadsTheNewValueSoonAfterTheOriginShowsIt() {
    try (Forewarm one = connect();
        Forewarm other = connect()) {
      Region<String, String> writer = open(one);
      Region<String, String> reader = open(other);
      String key = UUID.randomUUID().toString();
      assertThat(writer.get(key)).isEqualTo("old");

      Executor later = CompletableFuture.delayedExecutor(LAG.toMillis(), TimeUnit.MILLISECONDS);
      CompletableFuture<Void> replicated = CompletableFuture.runAsync(() -> shown = "new", later);
      writer.invalidate(key);
      assertThat(reader.get(key)).isEqualTo("old");

      await()
          .pollInterval(Duration.ofMillis(10))
          .atMost(LAG.multipliedBy(2).plusSeconds(2))
          .until(() -> reader.get(key).equals("new") && writer.get(key).equals("new"));
      assertThat(replicated).isCompleted();
    }
  }
}
