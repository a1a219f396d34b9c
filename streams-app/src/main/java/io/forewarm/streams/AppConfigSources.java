package io.forewarm.streams;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from: the command line before the environment before a YAML file before the
 * defaults. The defaults say which keys there are; any other stops the start.
 *
 * <p>On the command line and in the environment a key may be written with dots, dashes or
 * underscores alike: {@code --set http.port=0}, {@code FOREWARM_HTTP_PORT=0}. {@code
 * FOREWARM_REDIS_PASSWORD_FILE} names a file with the value, as {@code password: file:/path} does
 * for secrets.
 */
public final class AppConfigSources {
  private static final String KAFKA = "kafka";
  private static final String ENVIRONMENT = "FOREWARM_";
  private static final String IN_FILE = "_FILE";
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .addModule(AppConfigDurations.module())
          .addModule(AppConfigPaths.module())
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  private final ObjectNode tree = MAPPER.valueToTree(AppConfig.DEFAULT);

  /** Names by their plain form, so that every spelling is understood. */
  private final Map<String, List<String>> paths = new TreeMap<>();

  private AppConfigSources() {
    collect(List.of(), tree);
  }

  /**
   * Reads the settings.
   *
   * @param file YAML, or null for none
   * @param environment variables of the process
   * @param settings key=value of the command line, later ones win
   * @throws AppConfigException if a key is unknown or a value cannot be taken
   */
  public static AppConfig read(
      @Nullable Path file, Map<String, String> environment, List<String> settings) {
    AppConfigSources sources = new AppConfigSources();
    if (file != null) {
      sources.overlay(file);
    }
    new TreeMap<>(environment)
        .forEach((name, value) -> sources.fromEnvironment(name, value, environment));
    settings.forEach(sources::fromCommandLine);
    SecretSettings.fromFiles(sources.tree);
    return sources.toConfig();
  }

  /** Returns settings as YAML, secrets hidden. */
  static String toYaml(AppConfig config) throws JsonProcessingException {
    ObjectNode shown = MAPPER.valueToTree(config);
    SecretSettings.hide(shown);
    return MAPPER.writeValueAsString(shown);
  }

  private void collect(List<String> above, ObjectNode node) {
    node.properties()
        .forEach(
            field -> {
              List<String> path = new ArrayList<>(above);
              path.add(field.getKey());
              if (field.getValue() instanceof ObjectNode section && !path.equals(List.of(KAFKA))) {
                collect(path, section);
              } else {
                paths.put(plain(String.join(".", path)), path);
              }
            });
  }

  private static String plain(String key) {
    return key.toLowerCase(Locale.ROOT).replace('-', '.').replace('_', '.');
  }

  private void fromCommandLine(String setting) {
    int equals = setting.indexOf('=');
    if (equals < 1) {
      throw new AppConfigException("--set takes key=value, not '" + setting + "'");
    }
    String key = setting.substring(0, equals);
    String value = setting.substring(equals + 1);
    if (!set(key, value)) {
      throw unknown("--set " + key + "=" + SecretSettings.shown(key, value), plain(key));
    }
  }

  private void fromEnvironment(String name, String value, Map<String, String> environment) {
    if (!name.startsWith(ENVIRONMENT)) {
      return;
    }
    String key = plain(name.substring(ENVIRONMENT.length()));
    boolean inFile = name.endsWith(IN_FILE) && !paths.containsKey(key);
    String direct = inFile ? name.substring(0, name.length() - IN_FILE.length()) : name;
    String wanted = plain(direct.substring(ENVIRONMENT.length()));
    if (!isOfASection(wanted)) {
      return;
    }
    if (inFile && environment.containsKey(direct)) {
      throw new AppConfigException(direct + " and " + name + " are both set; take one of them");
    }
    if (!set(wanted, inFile ? SecretSettings.read(name, value) : value)) {
      throw unknown(name + "=" + SecretSettings.shown(name, value), key);
    }
  }

  private boolean isOfASection(String key) {
    return tree.properties().stream()
        .anyMatch(field -> key.startsWith(plain(field.getKey()) + "."));
  }

  private boolean set(String key, String value) {
    if (key.toLowerCase(Locale.ROOT).startsWith(KAFKA + ".")) {
      tree.withObjectProperty(KAFKA).put(key.substring(KAFKA.length() + 1), value);
      return true;
    }
    List<String> path = paths.get(plain(key));
    if (path == null) {
      return false;
    }
    ObjectNode section = tree;
    for (String step : path.subList(0, path.size() - 1)) {
      section = section.withObjectProperty(step);
    }
    String name = path.get(path.size() - 1);
    section.set(name, toNode(section.get(name), value));
    return true;
  }

  private static JsonNode toNode(JsonNode before, String value) {
    if (before instanceof ArrayNode) {
      ArrayNode list = MAPPER.createArrayNode();
      List.of(value.split("\\s*,\\s*")).forEach(list::add);
      return list;
    }
    return MAPPER.getNodeFactory().textNode(value);
  }

  private AppConfigException unknown(String what, String key) {
    int dot = key.lastIndexOf('.');
    List<String> near =
        paths.entrySet().stream()
            .filter(path -> dot > 0 && path.getKey().startsWith(key.substring(0, dot + 1)))
            .map(path -> String.join(".", path.getValue()))
            .toList();
    List<String> all = paths.values().stream().map(path -> String.join(".", path)).toList();
    return new AppConfigException(
        "unknown setting "
            + what
            + "; allowed are "
            + String.join(", ", near.isEmpty() ? all : near));
  }

  private void overlay(Path file) {
    JsonNode read;
    try {
      read = MAPPER.readTree(file.toFile());
    } catch (JacksonException e) {
      throw new AppConfigException("--config " + file + " is no YAML: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new AppConfigException("--config " + file + " cannot be read: " + e.getMessage());
    }
    if (read instanceof ObjectNode settings) {
      overlay(file, List.of(), settings, tree);
    } else if (!read.isMissingNode() && !read.isNull()) {
      throw new AppConfigException("--config " + file + " must hold sections of key: value");
    }
  }

  private void overlay(Path file, List<String> above, ObjectNode from, ObjectNode into) {
    from.properties()
        .forEach(
            field -> {
              List<String> path = new ArrayList<>(above);
              path.add(field.getKey());
              String key = String.join(".", path);
              JsonNode value = field.getValue();
              if (path.equals(List.of(KAFKA))) {
                flatten("", value);
              } else if (!into.has(field.getKey())) {
                throw unknown(
                    key + ": " + SecretSettings.shown(key, value.toString()) + " in " + file,
                    plain(key));
              } else if (into.get(field.getKey()) instanceof ObjectNode below) {
                section(file, path, value, below);
              } else {
                into.set(field.getKey(), value);
              }
            });
  }

  private void section(Path file, List<String> path, JsonNode value, ObjectNode into) {
    if (!(value instanceof ObjectNode section)) {
      String key = String.join(".", path);
      throw new AppConfigException(
          key + ": " + value + " in " + file + " must be a section with keys of its own");
    }
    overlay(file, path, section, into);
  }

  /**
   * Kafka's keys have dots: {@code ssl: {protocol: x}} and {@code ssl.protocol: x} are the same.
   */
  private void flatten(String above, JsonNode value) {
    if (value instanceof ObjectNode below) {
      below.properties().forEach(field -> flatten(above + "." + field.getKey(), field.getValue()));
    } else if (!above.isEmpty()) {
      tree.withObjectProperty(KAFKA).put(above.substring(1), value.asText());
    }
  }

  private AppConfig toConfig() {
    try {
      return MAPPER.treeToValue(tree, AppConfig.class);
    } catch (JsonMappingException e) {
      throw new AppConfigException(explain(e));
    } catch (JsonProcessingException e) {
      throw new AppConfigException(e.getOriginalMessage());
    }
  }

  private String explain(JsonMappingException failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
      return cause.getMessage();
    }
    JsonNode value = tree;
    List<String> path = new ArrayList<>();
    for (JsonMappingException.Reference step : failure.getPath()) {
      if (step.getFieldName() != null) {
        path.add(step.getFieldName());
        value = value.path(step.getFieldName());
      } else {
        path.add(Integer.toString(step.getIndex()));
        value = value.path(step.getIndex());
      }
    }
    String key = String.join(".", path);
    if (failure instanceof UnrecognizedPropertyException unrecognized) {
      return "unknown setting " + key + "; allowed are " + unrecognized.getKnownPropertyIds();
    }
    return key
        + "="
        + SecretSettings.shown(key, value.asText())
        + ": "
        + failure.getOriginalMessage();
  }
}
