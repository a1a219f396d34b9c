package io.forewarm.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.forewarm.schemas.KafkaRight;
import io.forewarm.schemas.Party;
import io.forewarm.schemas.Topic;
import io.forewarm.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.resource.PatternType;
import org.junit.jupiter.api.Test;

/** Topics and rights of the chart are those of the code. */
class KafkaResourcesTest {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .build();
  private static final int MANY = 99;
  private static final Topics BARE = new Topics("", MANY);

  @Test
  void theFilesSayWhatTheCodeSays() throws IOException {
    List<Object> topics = new ArrayList<>();
    for (Topic<?> topic : BARE.all()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", topic.name());
      one.put("alone", topic.partitions() != MANY);
      one.put("config", topic.config());
      topics.add(one);
    }
    assertGenerated("topics.yaml", Map.of("topics", topics));

    Map<String, Object> rights = new LinkedHashMap<>();
    for (Party party : Party.values()) {
      rights.put(
          party.name().toLowerCase(Locale.ROOT),
          party.rights(BARE, "{service}").stream().map(KafkaResourcesTest::right).toList());
    }
    assertGenerated("rights.yaml", rights);
  }

  private static Map<String, Object> right(KafkaRight right) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("type", right.type().name().toLowerCase(Locale.ROOT));
    one.put("name", right.name());
    one.put("match", right.match() == PatternType.PREFIXED ? "prefix" : "literal");
    one.put("operations", right.sorted().stream().map(each -> strimzi(each.name())).toList());
    return one;
  }

  private static String strimzi(String operation) {
    return operation.charAt(0) + operation.substring(1).toLowerCase(Locale.ROOT);
  }

  private static void assertGenerated(String name, Object content) throws IOException {
    Path file = Chart.FOLDER.resolve("files").resolve(name);
    String text =
        "# Generated from the code: run KafkaResourcesTest with -Dforewarm.generate.\n"
            + YAML.writeValueAsString(content);
    if (System.getProperty("forewarm.generate") != null) {
      Files.writeString(file, text);
    }
    assertThat(file)
        .as("generated: run this test with -Dforewarm.generate")
        .content()
        .isEqualTo(text);
  }

  @Test
  void everyTopicIsRenderedAsTheAppWouldCreateIt() throws IOException {
    Topics topics = new Topics("shop.", 12);
    List<JsonNode> rendered = Chart.ofKind(Chart.render("full"), "KafkaTopic");
    assertThat(rendered).hasSameSizeAs(topics.all());
    for (Topic<?> topic : topics.all()) {
      JsonNode found =
          rendered.stream()
              .filter(each -> each.at("/spec/topicName").asText().equals(topic.name()))
              .findAny()
              .orElseThrow(() -> new AssertionError(topic.name()));
      assertThat(found.at("/metadata/name").asText()).isEqualTo(topic.name());
      assertThat(found.at("/metadata/namespace").asText()).isEqualTo("kafka");
      assertThat(found.at("/spec/partitions").asInt()).isEqualTo(topic.partitions());
      assertThat(found.at("/spec/replicas").asInt()).isEqualTo(3);
      Map<String, String> config = new LinkedHashMap<>();
      found
          .at("/spec/config")
          .properties()
          .forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
      assertThat(config).isEqualTo(topic.config());
    }
  }

  @Test
  void everyUserMayDoWhatItsPartyMust() throws IOException {
    List<JsonNode> users = Chart.ofKind(Chart.render("full"), "KafkaUser");
    assertThat(users)
        .extracting(user -> user.at("/metadata/name").asText())
        .containsExactlyInAnyOrder("shop-forewarm", "feed-service", "importer");
    Map<String, Party> parties =
        Map.of(
            "shop-forewarm", Party.APP, "feed-service", Party.SERVICE, "importer", Party.PUBLISHER);
    for (JsonNode user : users) {
      String name = user.at("/metadata/name").asText();
      List<String> expected =
          parties.get(name).rights(new Topics("shop.", 12), name).stream()
              .map(right -> text(right.name(), right(right).get("operations")))
              .toList();
      List<String> found = new ArrayList<>();
      user.at("/spec/authorization/acls")
          .forEach(
              acl -> {
                List<String> operations = new ArrayList<>();
                acl.get("operations").forEach(operation -> operations.add(operation.asText()));
                found.add(text(acl.at("/resource/name").asText(), operations));
              });
      assertThat(found).containsExactlyElementsOf(expected);
    }
  }

  private static String text(String resource, Object operations) {
    return resource + " " + operations;
  }
}
