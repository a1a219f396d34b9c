package io.forewarm.local.warming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forewarm.client.Forewarm;
import io.forewarm.client.ForewarmConfig;
import io.forewarm.client.Region;
import io.forewarm.client.RegionConfig;
import io.forewarm.client.codec.Codec;
import io.forewarm.local.stack.LocalStack;
import io.forewarm.local.stack.StackConfig;
import io.forewarm.local.stack.StackListener;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Rule;
import io.forewarm.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Who opens a page reads its comments some seconds later. When the pipeline has seen that for a few
 * rounds the comments are loaded before they are asked for: through visits, broker, topology,
 * commands, a service's own loader, and Redis.
 */
@Tag("proof")
class NextReadIsWarmTest {
  private static final int PAGES = 200;
  private static final Duration LIFE = Duration.ofSeconds(8);
  private static final Duration BETWEEN = Duration.ofSeconds(5);

  private final Set<String> loaded = ConcurrentHashMap.newKeySet();

  @Test
  void commentsAreThereBeforeTheyAreRead() throws Exception {
    StackConfig config = StackConfig.DEFAULT.withTopics(new Topics("warm.", 2));
    try (LocalStack stack = LocalStack.start(config, new StackListener() {});
        Forewarm service = connect(stack)) {
      rule(stack);
      Region<String, String> site = open(service);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> service.awaitCurrent(Duration.ofSeconds(1)));

      int warm = 0;
      for (int round = 0; round < 5; round++) {
        for (int page = 0; page < PAGES; page++) {
          site.as("user" + page).get("page-" + page);
        }
        pass(BETWEEN);
        warm = 0;
        for (int page = 0; page < PAGES; page++) {
          warm += loaded.contains("comments-" + page) ? 1 : 0;
          site.as("user" + page).get("comments-" + page);
        }
        pass(LIFE.plusSeconds(1));
        loaded.clear();
        System.out.println("round " + round + ": " + warm + " of " + PAGES + " were there");
      }
      assertThat(warm).isGreaterThan(PAGES * 8 / 10);
    }
  }

  private static void pass(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    await().atMost(time.plusSeconds(30)).until(() -> System.nanoTime() >= until);
  }

  private static Forewarm connect(LocalStack stack) {
    return Forewarm.connect(
        ForewarmConfig.builder("site")
            .redis(stack.addresses().redis())
            .kafka(stack.addresses().kafka())
            .topics(stack.config().topics())
            .build());
  }

  private Region<String, String> open(Forewarm service) {
    return service.open(
        RegionConfig.builder("site", String.class, "{id}")
            .codec(Codec.utf8())
            .softTtl(LIFE)
            .ttlJitter(0)
            .loader(
                key -> {
                  loaded.add(key);
                  return "value of " + key;
                })
            .build());
  }

  /** Tells the pipeline how long the region's values are fresh. */
  private static void rule(LocalStack stack) throws InterruptedException, ExecutionException {
    Rule rule = Rule.newBuilder().setTarget("site").setSoftTtlMs(LIFE.toMillis()).build();
    Map<String, Object> kafka = Map.of("bootstrap.servers", stack.addresses().kafka());
    try (KafkaProducer<String, Rule> producer =
        new KafkaProducer<>(
            kafka, new StringSerializer(), new RecordSerdes(Map.of()).<Rule>serializer())) {
      String topic = stack.config().topics().rules.name();
      producer.send(new ProducerRecord<>(topic, "site", rule)).get();
    }
  }
}
