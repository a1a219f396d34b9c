package io.forewarm.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forewarm.client.Forewarm;
import io.forewarm.embedded.Embedded;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.CommandKind;
import io.forewarm.schemas.MaintenanceCommand;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import io.forewarm.spring.Products.Product;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Two applications over a real Redis and a real broker. */
@Tag("integration")
class WholePipelineTest {
  private static final Product LAMP = new Product(1, "lamp", 1);
  private static final Product TORCH = new Product(1, "torch", 2);

  private final Topics topics = Embedded.topics(Embedded.uniquePrefix("spring"), 2);
  private final String prefix = Embedded.uniquePrefix("spring");
  private ConfigurableApplicationContext one;
  private ConfigurableApplicationContext two;

  @BeforeEach
  void start() throws InterruptedException {
    one = application();
    two = application();
    assertThat(one.getBean(Forewarm.class).awaitCurrent(Duration.ofSeconds(30))).isTrue();
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
  }

  private ConfigurableApplicationContext application() {
    return new SpringApplicationBuilder(Application.class)
        .web(WebApplicationType.NONE)
        .properties(
            Map.of(
                "spring.main.banner-mode",
                "off",
                "spring.application.name",
                "shop",
                "forewarm.redis.url",
                Embedded.redis().url(),
                "forewarm.redis.prefix",
                prefix,
                "forewarm.kafka.bootstrap-servers",
                Embedded.kafka().bootstrapServers(),
                "forewarm.kafka.topic-prefix",
                topics.prefix(),
                "forewarm.kafka.partitions",
                "2"))
        .run();
  }

  @EnableAutoConfiguration
  @Configuration(proxyBeanMethods = false)
  @Import(Applications.Shop.class)
  static class Application {}

  private static Products products(ConfigurableApplicationContext application) {
    return application.getBean(Products.class);
  }

  @Test
  void oneLoadsForBothAndAWriteIsSeenByBoth() {
    products(one).origin().table.put(1L, LAMP);
    products(two).origin().table.put(1L, LAMP);
    assertThat(products(one).product(1)).isEqualTo(LAMP);
    assertThat(products(two).product(1)).isEqualTo(LAMP);
    assertThat(products(two).origin().calls).hasValue(0);

    products(one).origin().table.put(1L, TORCH);
    products(two).origin().table.put(1L, TORCH);
    products(one).saved(TORCH);
    assertThat(products(two).product(1)).isEqualTo(TORCH);
    assertThat(products(one).product(1)).isEqualTo(TORCH);
    assertThat(products(one).origin().calls.get() + products(two).origin().calls.get())
        .isEqualTo(2);
  }

  @Test
  void thePipelineWarmsByTheMethodItself() throws Exception {
    products(one).origin().table.put(1L, LAMP);
    products(two).origin().table.put(1L, LAMP);
    String key = "warm:1";
    MaintenanceCommand command =
        MaintenanceCommand.newBuilder()
            .setId(UUID.randomUUID().toString())
            .setKind(CommandKind.WARM)
            .setKey(key)
            .setDeadline(System.currentTimeMillis() + 60_000)
            .setReason("a test")
            .build();
    try (KafkaProducer<String, SpecificRecord> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", Embedded.kafka().bootstrapServers()),
            new StringSerializer(),
            new RecordSerdes(Map.of()).serializer())) {
      int partition = CacheKey.partition(key, 2);
      producer
          .send(new ProducerRecord<>(topics.commands.name(), partition, key, command))
          .get(60, TimeUnit.SECONDS);
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(products(one).origin().calls.get() + products(two).origin().calls.get())
                    .isEqualTo(1));
    assertThat(products(one).warm(1)).isEqualTo(LAMP);
    assertThat(products(two).warm(1)).isEqualTo(LAMP);
    assertThat(products(one).origin().calls.get() + products(two).origin().calls.get())
        .isEqualTo(1);
  }
}
