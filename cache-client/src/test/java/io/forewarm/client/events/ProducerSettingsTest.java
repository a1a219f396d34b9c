package io.forewarm.client.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

/** The user's settings hold but for what the promises need, and Kafka takes the result. */
class ProducerSettingsTest {
  private static final Map<String, Object> USER =
      Map.of(
          "bootstrap.servers", "127.0.0.1:1",
          "acks", "0",
          "linger.ms", "3",
          "delivery.timeout.ms", "4000",
          "security.protocol", "SSL",
          "max.block.ms", 60_000,
          "client.id", "mine");

  @Test
  void writesAreAlwaysAcknowledgedByAllReplicas() {
    Map<String, Object> settings = ProducerSettings.writes(USER, "shop", Events.TOPICS);
    assertThat(settings)
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true)
        .containsEntry("delivery.timeout.ms", "4000")
        .containsEntry("linger.ms", "3")
        .containsEntry("security.protocol", "SSL")
        .containsEntry("client.id", "mine-writes");
    assertThat((Integer) settings.get("max.block.ms")).isLessThan(1_000);
    assertThat(ProducerSettings.writeTimeoutMs(USER)).isEqualTo(4_000);
  }

  @Test
  void reportsNeverWaitForLong() {
    Map<String, Object> settings = ProducerSettings.reports(USER, "shop");
    assertThat(settings)
        .containsEntry("acks", "0")
        .containsEntry("compression.type", "lz4")
        .containsEntry("security.protocol", "SSL")
        .containsEntry("client.id", "mine-reports");
    assertThat((Integer) settings.get("max.block.ms")).isLessThan(1_000);
  }

  @Test
  void kafkaTakesTheResult() {
    for (Map<String, Object> user :
        java.util.List.<Map<String, Object>>of(
            Map.of("bootstrap.servers", "127.0.0.1:1"),
            Map.of("bootstrap.servers", "127.0.0.1:1", "delivery.timeout.ms", 1_000),
            Map.of("bootstrap.servers", "127.0.0.1:1", "enable.idempotence", true))) {
      EventConfig plain = Events.config();
      EventConfig config =
          new EventConfig(user, plain.topics(), "shop", "shop-1", plain.flushInterval(), null);
      assertThatCode(
              () -> {
                Producers producers = Producers.create(config);
                producers.reports().close(java.time.Duration.ZERO);
                producers.writes().close(java.time.Duration.ZERO);
              })
          .doesNotThrowAnyException();
    }
  }

  @Test
  void aHostThatDoesNotResolveIsNamed() {
    EventConfig plain = Events.config();
    EventConfig config =
        new EventConfig(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "no-such-host.invalid:9092"),
            plain.topics(),
            "shop",
            "shop-1",
            plain.flushInterval(),
            null);
    assertThatThrownBy(() -> Producers.create(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bootstrap.servers=no-such-host.invalid:9092")
        .hasMessageContaining("No resolvable");
  }

  @Test
  void aTimeoutThatIsNoNumberIsNamed() {
    assertThatThrownBy(() -> ProducerSettings.writeTimeoutMs(Map.of("delivery.timeout.ms", "10s")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("delivery.timeout.ms")
        .hasMessageContaining("10s");
  }
}
