package io.forewarm.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.codec.Codec;
import io.forewarm.embedded.Embedded;
import io.forewarm.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The way back of docs/adoption.md: a service goes on without Kafka over what it has in Redis. */
@Tag("integration")
class KafkaOffTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String prefix = Embedded.uniquePrefix("kafka-off");
  private final Topics topics = Embedded.topics(prefix, 2);
  private final Map<Integer, String> origin = new ConcurrentHashMap<>();
  private final AtomicInteger loads = new AtomicInteger();

  private ForewarmConfig.Builder config() {
    return ForewarmConfig.builder("shop").redis(Embedded.redis().url()).redisPrefix(prefix);
  }

  private Region<Integer, String> products(Forewarm forewarm) {
    return forewarm.open(
        RegionConfig.builder("products", Integer.class, "{id}")
            .codec(Codec.utf8())
            .tags((id, name) -> List.of("all"))
            .loader(
                id -> {
                  loads.incrementAndGet();
                  return origin.get(id);
                })
            .build());
  }

  @Test
  void readsAndWritesGoOnWithoutIt() throws Exception {
    origin.putAll(Map.of(1, "lamp", 2, "chair", 3, "table"));
    try (Forewarm with =
        Forewarm.connect(
            config().kafka(Embedded.kafka().bootstrapServers()).topics(topics).build())) {
      assertThat(with.awaitCurrent(PATIENCE)).isTrue();
      Region<Integer, String> products = products(with);
      assertThat(products.getAll(origin.keySet())).isEqualTo(origin);
      products.update(2, () -> write(2, "stool"));
    }
    assertThat(loads).hasValue(3);
    try (Forewarm without = Forewarm.connect(config().build())) {
      assertThat(without.awaitCurrent(PATIENCE)).isTrue();
      Region<Integer, String> products = products(without);
      assertThat(products.getAll(origin.keySet())).isEqualTo(origin);
      assertThat(loads).as("all is read from Redis").hasValue(3);
      assertThat(products.acts(1)).isTrue();

      products.update(1, () -> write(1, "candle"));
      write(3, "desk");
      products.invalidate(3);
      assertThat(products.getAll(origin.keySet())).isEqualTo(origin);
      assertThat(loads).as("one write was carried, one invalidated").hasValue(4);

      write(2, "bench");
      products.invalidateTag("all");
      assertThat(products.getAll(origin.keySet())).isEqualTo(origin);
      assertThat(loads).as("all have the tag").hasValue(7);
    }
  }

  /** What the log knew of tags is lost with it: the page says what to do. */
  @Test
  void whatWasMadeVoidByItMustBeMadeVoidOnceMore() throws Exception {
    origin.put(1, "lamp");
    try (Forewarm with =
        Forewarm.connect(
            config().kafka(Embedded.kafka().bootstrapServers()).topics(topics).build())) {
      assertThat(with.awaitCurrent(PATIENCE)).isTrue();
      Region<Integer, String> products = products(with);
      assertThat(products.get(1)).isEqualTo("lamp");
      write(1, "candle");
      products.invalidateTag("all");
    }
    try (Forewarm without = Forewarm.connect(config().build())) {
      assertThat(without.awaitCurrent(PATIENCE)).isTrue();
      Region<Integer, String> products = products(without);
      products.invalidatePrefix("");
      assertThat(products.get(1)).isEqualTo("candle");
    }
  }

  private String write(int id, String name) {
    origin.put(id, name);
    return name;
  }
}
