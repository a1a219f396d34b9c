package io.forewarm.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What must hold for every pod that the chart starts, whatever the values. */
class PolicyTest {
  private static List<JsonNode> podSpecs(String values) throws Exception {
    List<JsonNode> specs = new ArrayList<>();
    for (JsonNode object : Chart.render(values)) {
      JsonNode spec = object.at("/spec/template/spec");
      if (spec.isObject()) {
        specs.add(spec);
      }
    }
    assertThat(specs).isNotEmpty();
    return specs;
  }

  private static List<JsonNode> containers(JsonNode spec) {
    List<JsonNode> containers = new ArrayList<>();
    spec.path("initContainers").forEach(containers::add);
    spec.path("containers").forEach(containers::add);
    assertThat(containers).isNotEmpty();
    return containers;
  }

  /** Kubernetes' restricted Pod Security Standard, and a root that cannot be written. */
  @ParameterizedTest
  @FieldSource("io.forewarm.helm.Chart#VALUES")
  void everyPodIsRestricted(String values) throws Exception {
    for (JsonNode spec : podSpecs(values)) {
      assertThat(spec.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
      assertThat(spec.at("/securityContext/runAsUser").asInt()).isPositive();
      assertThat(spec.at("/securityContext/seccompProfile/type").asText())
          .isEqualTo("RuntimeDefault");
      assertThat(spec.path("hostNetwork").asBoolean()).isFalse();
      assertThat(spec.path("hostPID").asBoolean()).isFalse();
      assertThat(spec.path("hostIPC").asBoolean()).isFalse();
      for (JsonNode container : containers(spec)) {
        JsonNode context = container.get("securityContext");
        assertThat(context.get("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(context.get("privileged").asBoolean(true)).isFalse();
        assertThat(context.get("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(context.get("runAsNonRoot").asBoolean()).isTrue();
        assertThat(context.at("/capabilities/drop").toString()).isEqualTo("[\"ALL\"]");
        assertThat(context.at("/capabilities/add").isMissingNode()).isTrue();
        container.path("ports").forEach(port -> assertThat(port.has("hostPort")).isFalse());
      }
      Set<String> allowed = Set.of("emptyDir", "configMap", "projected", "secret");
      for (JsonNode volume : spec.path("volumes")) {
        volume
            .fieldNames()
            .forEachRemaining(
                field -> assertThat(field.equals("name") || allowed.contains(field)).isTrue());
      }
    }
  }

  @ParameterizedTest
  @FieldSource("io.forewarm.helm.Chart#VALUES")
  void everyContainerIsBounded(String values) throws Exception {
    for (JsonNode spec : podSpecs(values)) {
      for (JsonNode container : containers(spec)) {
        for (String limit : List.of("/requests/cpu", "/requests/memory", "/limits/memory")) {
          assertThat(container.at("/resources" + limit).isValueNode())
              .as("%s of %s", limit, container.get("name"))
              .isTrue();
        }
      }
      spec.path("volumes")
          .forEach(
              volume ->
                  assertThat(!volume.has("emptyDir") || volume.at("/emptyDir").has("sizeLimit"))
                      .as("%s", volume)
                      .isTrue());
      for (JsonNode container : spec.get("containers")) {
        assertThat(container.has("startupProbe")).isTrue();
        assertThat(container.has("livenessProbe")).isTrue();
        assertThat(container.has("readinessProbe")).isTrue();
      }
    }
  }

  @ParameterizedTest
  @FieldSource("io.forewarm.helm.Chart#VALUES")
  void nobodyHasRightsOrSecretsByDefault(String values) throws Exception {
    List<JsonNode> objects = Chart.render(values);
    assertThat(objects)
        .extracting(object -> object.path("kind").asText())
        .doesNotContain("Secret", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding");
    assertThat(
            Chart.only(objects, "ServiceAccount")
                .get("automountServiceAccountToken")
                .asBoolean(true))
        .isFalse();
    for (JsonNode spec : podSpecs(values)) {
      assertThat(spec.get("automountServiceAccountToken").asBoolean(true)).isFalse();
      assertThat(spec.get("enableServiceLinks").asBoolean(true)).isFalse();
      assertThat(spec.get("serviceAccountName").asText()).isEqualTo("shop-forewarm");
    }
    JsonNode env = Chart.only(objects, "StatefulSet").at("/spec/template/spec/containers/0/env");
    env.forEach(
        variable ->
            assertThat(variable.at("/valueFrom/secretKeyRef").isMissingNode())
                .as("%s is read from a file, not from the environment", variable.get("name"))
                .isTrue());
  }

  @ParameterizedTest
  @FieldSource("io.forewarm.helm.Chart#VALUES")
  void theStateOutlivesAnUpdate(String values) throws Exception {
    JsonNode spec = Chart.only(Chart.render(values), "StatefulSet").get("spec");
    assertThat(spec.at("/updateStrategy/type").asText()).isEqualTo("RollingUpdate");
    assertThat(spec.at("/volumeClaimTemplates/0/metadata/name").asText()).isEqualTo("state");
    assertThat(spec.at("/persistentVolumeClaimRetentionPolicy/whenDeleted").asText())
        .isEqualTo("Retain");
    JsonNode pod = spec.at("/template/spec");
    assertThat(pod.get("terminationGracePeriodSeconds").asInt()).isGreaterThanOrEqualTo(30);
    assertThat(pod.at("/containers/0/env/0/name").asText())
        .isEqualTo("FOREWARM_STREAMS_INSTANCE_ID");
    assertThat(pod.at("/containers/0/env/0/valueFrom/fieldRef/fieldPath").asText())
        .isEqualTo("metadata.name");
  }

  @Test
  void theNetworkIsClosedButForWhatIsNeeded() throws Exception {
    JsonNode policy = Chart.only(Chart.render("default"), "NetworkPolicy").get("spec");
    assertThat(policy.get("policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
    assertThat(policy.at("/ingress/0/ports/0/port").asText()).isEqualTo("http");
    assertThat(policy.at("/egress").findValuesAsText("port"))
        .containsExactlyInAnyOrder("53", "53", "9092", "9093", "6379");
  }

  @Test
  void instancesStandApartAndGoOneAtATime() throws Exception {
    List<JsonNode> objects = Chart.render("default");
    assertThat(Chart.only(objects, "PodDisruptionBudget").at("/spec/maxUnavailable").asInt())
        .isEqualTo(1);
    assertThat(
            Chart.only(objects, "StatefulSet")
                .at("/spec/template/spec/topologySpreadConstraints")
                .findValuesAsText("topologyKey"))
        .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
  }
}
