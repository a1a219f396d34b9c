package io.forewarm.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.LintResult;
import io.forewarm.streams.AppConfig;
import io.forewarm.streams.AppConfigSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What the chart renders is valid, and the app takes its settings. */
class ChartTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @FieldSource("io.forewarm.helm.Chart#VALUES")
  void everyObjectIsStrictlyValid(String values) throws Exception {
    List<JsonNode> objects = Chart.render(values);
    assertThat(objects).hasSizeGreaterThan(4);
    assertThat(objects)
        .extracting(object -> object.at("/kind").asText() + " " + object.at("/metadata/name"))
        .doesNotHaveDuplicates();
    assertThat(objects)
        .allSatisfy(object -> assertThat(KubernetesModels.parse(object)).isNotNull());
  }

  @ParameterizedTest
  @FieldSource("io.forewarm.helm.Chart#VALUES")
  void theLinterFindsNothing(String values) throws Exception {
    LintResult result = Chart.lint(values, folder);
    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    assertThat(result.getMessages()).noneMatch(message -> message.contains("WARNING"));
  }

  @Test
  void allThatTheChartOffersIsRendered() throws Exception {
    assertThat(Chart.render("full"))
        .extracting(object -> object.path("kind").asText())
        .contains(
            "StatefulSet",
            "PodDisruptionBudget",
            "NetworkPolicy",
            "ScaledObject",
            "ServiceMonitor",
            "PrometheusRule",
            "AlertmanagerConfig",
            "KafkaTopic",
            "KafkaUser",
            "Deployment")
        .doesNotContain("Secret");
  }

  /** The test of the tests. */
  @Test
  void aMisspeltPropertyIsFound() throws Exception {
    ObjectNode set = (ObjectNode) Chart.only(Chart.render("default"), "StatefulSet");
    ((ObjectNode) set.at("/spec/template/spec/containers/0/ports/0")).put("hostPrt", 1);
    assertThatThrownBy(() -> KubernetesModels.parse(set)).hasMessageContaining("hostPrt");
    ObjectNode topic =
        (ObjectNode) Chart.ofKind(Chart.render("full"), "KafkaTopic").get(0).deepCopy();
    ((ObjectNode) topic.get("spec")).put("partitons", 1);
    assertThatThrownBy(() -> KubernetesModels.parse(topic)).hasMessageContaining("partitons");
    ObjectNode scaled = (ObjectNode) Chart.only(Chart.render("full"), "ScaledObject");
    ((ObjectNode) scaled.get("spec")).put("minReplicas", 1);
    assertThatThrownBy(() -> KubernetesModels.parse(scaled)).hasMessageContaining("minReplicas");
  }

  @ParameterizedTest
  @FieldSource("io.forewarm.helm.Chart#VALUES")
  void theAppTakesTheSettings(String values) throws Exception {
    List<JsonNode> objects = Chart.render(values);
    AppConfig config = read(objects);
    assertThat(config.http().host()).isEqualTo("0.0.0.0");
    assertThat(config.streams().stateDir()).isEqualTo(Path.of("/var/lib/forewarm"));
    assertThat(config.streams().instanceId()).isEqualTo("shop-forewarm-0");
    JsonNode container = Chart.only(objects, "StatefulSet").at("/spec/template/spec/containers/0");
    assertThat(container.at("/ports/0/containerPort").asInt()).isEqualTo(config.http().port());
    assertThat(container.at("/args/1").asText()).isEqualTo("/etc/forewarm/settings/forewarm.yaml");
  }

  @Test
  void whatIsSaidReachesTheApp() throws Exception {
    AppConfig config = read(Chart.render("full"));
    assertThat(config.kafka())
        .containsEntry("bootstrap.servers", "main-kafka-bootstrap.kafka.svc:9093")
        .containsEntry("security.protocol", "SSL")
        .containsEntry("schema.registry.url", "https://registry.kafka.svc:8081")
        .containsEntry("auto.register.schemas", "false");
    assertThat(config.redis().prefix()).isEqualTo("shop:");
    assertThat(config.redis().configFile()).isEqualTo(Path.of("/etc/forewarm/redis/redisson.yaml"));
    assertThat(config.topics()).isEqualTo(new AppConfig.TopicNames("shop.", 12, 3));
    assertThat(config.eviction().capacity()).isEqualTo(8L << 30);
    assertThat(config.eviction().history()).isEqualTo(2 << 20);
    assertThat(config.hotKeys().threshold().minReads()).isEqualTo(50);
    assertThat(config.streams().threads()).isEqualTo(3);
    assertThat(config.streams().standbyReplicas()).isEqualTo(1);
  }

  /** The pod's environment as Kubernetes would set it, without what is read from Secrets. */
  private AppConfig read(List<JsonNode> objects) throws Exception {
    String text =
        Chart.ofKind(objects, "ConfigMap").stream()
            .map(map -> map.at("/data/forewarm.yaml").asText())
            .filter(settings -> !settings.isEmpty())
            .findAny()
            .orElseThrow();
    Map<String, String> environment = new HashMap<>();
    Chart.only(objects, "StatefulSet")
        .at("/spec/template/spec/containers/0/env")
        .forEach(
            variable ->
                environment.put(variable.path("name").asText(), variable.path("value").asText()));
    environment.keySet().removeIf(name -> name.endsWith("_FILE"));
    environment.put("FOREWARM_STREAMS_INSTANCE_ID", "shop-forewarm-0");
    Path file = Files.writeString(folder.resolve("forewarm.yaml"), text);
    return AppConfigSources.read(file, environment, List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replica=2 | replica",
        "redis.url=redis://:secret@cache:6379 | redis",
        "kafka.bootstrapServers=broker | bootstrapServers",
        "kafka.properties.ssl\\.key\\.password=x | ssl.key.password",
        "state.size=lots | size",
        "resources.limits.memory=null | memory",
        "user.id=0 | minimum",
        "settings.kafka=x | kafka",
        "settings.redis.password=x | password",
        "state.accessModes={ReadWriteMany} | accessModes"
      })
  void valuesThatCannotBeAreRefusedByName(String setting, String named) {
    int equals = setting.indexOf('=');
    Map<String, Object> set = Map.of(setting.substring(0, equals), setting.substring(equals + 1));
    assertThatThrownBy(() -> Chart.render("default", set)).hasMessageContaining(named);
  }

  @Test
  void moreInstancesThanPartitionsAreRefused() {
    Map<String, Object> set = Map.of("autoscaling.enabled", true, "autoscaling.maxReplicas", 5);
    assertThatThrownBy(() -> Chart.render("default", set))
        .hasMessageContaining("autoscaling.maxReplicas 5 is above topics.partitions 4");
    assertThatCode(() -> Chart.render("default", Map.of("autoscaling.enabled", true)))
        .doesNotThrowAnyException();
  }

  @Test
  void whatIsMonitoredIsTheSameAsEverywhere() throws Exception {
    List<JsonNode> objects = Chart.render("full");
    JsonNode source =
        Chart.YAML.readTree(Chart.MONITORING.resolve("prometheus-rules.yaml").toFile());
    JsonNode rules = Chart.only(objects, "PrometheusRule").at("/spec/groups/0/rules");
    assertThat(rules.size()).isEqualTo(source.at("/groups/0/rules").size()).isGreaterThan(40);
    for (int i = 0; i < rules.size(); i++) {
      JsonNode ours = source.at("/groups/0/rules").get(i);
      assertThat(rules.get(i).get("expr")).isEqualTo(ours.get("expr"));
      assertThat(rules.get(i).get("for")).isEqualTo(ours.get("for"));
      if (ours.has("alert")) {
        assertThat(rules.get(i).at("/labels/escalation")).isEqualTo(ours.at("/labels/escalation"));
        assertThat(rules.get(i).at("/labels/namespace").asText()).isEqualTo("shop-cache");
        assertThat(rules.get(i).at("/labels/team").asText()).isEqualTo("shop");
        assertThat(rules.get(i).at("/annotations/runbook_url").asText())
            .startsWith("https://git.example.com/forewarm/docs/runbooks.md#");
      }
    }
    List<JsonNode> shipped = new ArrayList<>();
    for (JsonNode map : Chart.ofKind(objects, "ConfigMap")) {
      if (map.at("/metadata/labels/grafana_dashboard").asText().equals("1")) {
        shipped.add(Chart.YAML.readTree(map.at("/data").elements().next().asText()));
      }
    }
    List<JsonNode> dashboards = new ArrayList<>();
    try (var files = Files.list(Chart.MONITORING.resolve("grafana/dashboards"))) {
      for (Path file : files.toList()) {
        dashboards.add(Chart.YAML.readTree(file.toFile()));
      }
    }
    assertThat(shipped).hasSize(5).containsExactlyInAnyOrderElementsOf(dashboards);
  }

  @Test
  void alertsGoTheShippedWay() throws Exception {
    JsonNode spec = Chart.only(Chart.render("full"), "AlertmanagerConfig").get("spec");
    assertThat(spec.at("/route/groupBy").toString())
        .isEqualTo("[\"alertname\",\"region\",\"node\"]");
    assertThat(spec.at("/route/routes/0/receiver").asText()).isEqualTo("on-call");
    assertThat(spec.at("/route/routes/0/matchers/1").toString())
        .isEqualTo("{\"name\":\"escalation\",\"matchType\":\"=\",\"value\":\"on-call\"}");
    assertThat(spec.at("/inhibitRules/2/targetMatch/0").toString())
        .isEqualTo(
            "{\"name\":\"alertname\",\"matchType\":\"=~\","
                + "\"value\":\"ForewarmInvalidationLag|ForewarmConsumerLag\"}");
    assertThat(spec.at("/receivers/1/pagerdutyConfigs/0/routingKey/name").asText())
        .isEqualTo("shop-alerts");
  }
}
