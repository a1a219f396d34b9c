package io.forewarm.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The chart as Helm itself sees it. */
final class Chart {
  static final Path FOLDER = Path.of("forewarm").toAbsolutePath();
  static final Path MONITORING = Path.of("../monitoring").toAbsolutePath().normalize();
  static final ObjectMapper YAML = new YAMLMapper();

  /** The values that are rendered in every test. */
  static final List<String> VALUES = List.of("default", "minimal", "full");

  private Chart() {}

  static Path values(String name) {
    return FOLDER.resolve("ci").resolve(name + "-values.yaml");
  }

  /** Returns the objects of a release {@code shop} in the namespace {@code shop-cache}. */
  static List<JsonNode> render(String values, Map<String, ?> set) throws IOException {
    TemplateCommand command =
        new Helm(FOLDER)
            .template()
            .withName("shop")
            .withNamespace("shop-cache")
            .withKubeVersion("1.27.0")
            .withValuesFile(values(values));
    set.forEach(command::set);
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(command.call())) {
      return documents.readAll().stream().filter(JsonNode::isObject).toList();
    }
  }

  static List<JsonNode> render(String values) throws IOException {
    return render(values, Map.of());
  }

  /** Lints the chart with other values; the linter takes no file of them, so a copy gets them. */
  static LintResult lint(String values, Path copy) throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(FOLDER.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    JsonNode merged = YAML.readTree(FOLDER.resolve("values.yaml").toFile());
    merged = YAML.readerForUpdating(merged).readValue(values(values).toFile());
    YAML.writeValue(copy.resolve("values.yaml").toFile(), merged);
    return new Helm(copy).lint().strict().call();
  }

  /** Returns the objects of one kind. */
  static List<JsonNode> ofKind(List<JsonNode> objects, String kind) {
    return objects.stream().filter(object -> object.path("kind").asText().equals(kind)).toList();
  }

  /** Returns the only object of a kind. */
  static JsonNode only(List<JsonNode> objects, String kind) {
    List<JsonNode> found = ofKind(objects, kind);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " objects of kind " + kind);
    }
    return found.get(0);
  }
}
