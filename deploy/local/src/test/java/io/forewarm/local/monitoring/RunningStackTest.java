package io.forewarm.local.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forewarm.local.stack.LocalStack;
import io.forewarm.local.stack.StackConfig;
import io.forewarm.local.stack.StackListener;
import io.forewarm.local.stack.StackPart;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real Prometheus and Alertmanager, with the shipped files, beside a running stack and a
 * service: all queries find data, nothing is said while all is well, and a fault goes its way from
 * the first person to the next, and is over. Two minutes pass in a second.
 */
@Tag("integration")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class RunningStackTest {
  private static final TimeScale SCALE = new TimeScale(120);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private LocalStack stack;
  private SmallService service;
  private Receiver people;
  private Monitors monitors;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Program.installed("prometheus");
    Program.installed("prometheus-alertmanager");
    stack = LocalStack.start(StackConfig.DEFAULT, new StackListener() {});
    service = new SmallService(stack);
    people = new Receiver();
    monitors =
        Monitors.start(
            folder,
            SCALE,
            Map.of(
                "127.0.0.1:8390", URI.create(stack.addresses().http()).getAuthority(),
                "127.0.0.1:9404", service.address()),
            people.url());
  }

  @AfterAll
  void end() throws Exception {
    for (AutoCloseable part : parts()) {
      part.close();
    }
  }

  private List<AutoCloseable> parts() {
    List<AutoCloseable> parts = new ArrayList<>();
    for (AutoCloseable part : new AutoCloseable[] {monitors, people, service, stack}) {
      if (part != null) {
        parts.add(part);
      }
    }
    return parts;
  }

  @Test
  @Order(1)
  void everyQueryOfEveryDashboardFindsData() throws Exception {
    for (String query : DashboardSource.read().queries()) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(monitors.query(query)).as(query).isNotEmpty());
    }
  }

  @Test
  @Order(2)
  void whatIsNotForewarmsHasTheLabelsOfTheReference() throws Exception {
    assertThat(MeterReference.other()).isNotEmpty();
    for (MeterReference.Other meter : MeterReference.other()) {
      StringBuilder selector = new StringBuilder("job=\"forewarm-app\"");
      meter.labels().forEach(label -> selector.append(", ").append(label).append("!=\"\""));
      String query = meter.name() + "{" + selector + "}";
      assertThat(monitors.query(query)).as(query).isNotEmpty();
    }
  }

  @Test
  @Order(3)
  void nothingFiresWhileAllIsWell() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(monitors.query("forewarm_invalidation_partitions > 0")).isNotEmpty();
              assertThat(monitors.firing()).isEmpty();
            });
  }

  @Test
  @Order(4)
  void aFaultIsToldToTheTeamThenToOnCallAndIsOverForBoth() throws Exception {
    service.origin.down();
    deadLetter();
    awaitTold("team", "ForewarmDeadLetters", "firing");
    Receiver.Told first = awaitTold("team", "ForewarmBreakerOpen", "firing");
    assertThat(first.label("region")).isEqualTo(SmallService.REGION);
    assertThat(first.label("dependency")).isEqualTo("origin");
    assertThat(first.note("summary")).isEqualTo("A circuit breaker is open: origin posts");
    assertThat(first.note("runbook_url")).endsWith("runbooks.md#forewarmbreakeropen");
    assertThat(people.told("on-call", "ForewarmBreakerOpen")).as("too soon").isEmpty();

    Receiver.Told second = awaitTold("on-call", "ForewarmBreakerOpen", "firing");
    assertThat(second.label("escalation")).isEqualTo("on-call");
    assertThat(second.note("summary")).isEqualTo(first.note("summary"));
    assertThat(people.told("on-call", "ForewarmDeadLetters")).as("not yet").isEmpty();

    service.origin.healthy();
    awaitTold("team", "ForewarmBreakerOpen", "resolved");
    awaitTold("on-call", "ForewarmBreakerOpen", "resolved");
    awaitTold("team", "ForewarmDeadLetters", "resolved");
    nothingFiresWhileAllIsWell();
  }

  @Test
  @Order(5)
  @Tag("proof")
  void anAppThatIsGoneIsToldUpToTheLead() throws Exception {
    nothingFiresWhileAllIsWell();
    stack.kill(StackPart.APP);
    awaitTold("team", "ForewarmAppDown", "firing");
    awaitTold("on-call", "ForewarmAppDown", "firing");
    awaitTold("lead", "ForewarmAppDown", "firing");
    stack.restart(StackPart.APP);
    for (String person : List.of("team", "on-call", "lead")) {
      awaitTold(person, "ForewarmAppDown", "resolved");
    }
    nothingFiresWhileAllIsWell();
  }

  private void deadLetter() {
    Map<String, Object> kafka = Map.of("bootstrap.servers", stack.addresses().kafka());
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(kafka, bytes, bytes)) {
      String access = stack.config().topics().access.name();
      producer.send(new ProducerRecord<>(access, "no report".getBytes(UTF_8)));
    }
  }

  private Receiver.Told awaitTold(String person, String alert, String status) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(people.told(person, alert))
                    .as("%s hears %s %s; all: %s", person, alert, status, people.all())
                    .anyMatch(told -> told.status().equals(status)));
    return people.told(person, alert).stream()
        .filter(told -> told.status().equals(status))
        .findFirst()
        .orElseThrow();
  }
}
