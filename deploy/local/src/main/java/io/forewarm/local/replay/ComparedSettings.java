package io.forewarm.local.replay;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.forewarm.local.simulation.Capacity;
import io.forewarm.local.terminal.DurationText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.TypeConversionException;

/** Settings of a simulation in a YAML file: what it does not say is as on the command line. */
final class ComparedSettings {
  private static final List<String> ALLOWED =
      List.of("capacity", "ttl", "loadTime", "instances", "predict", "refresh", "excess");

  private final Path file;
  private final Map<String, String> values;

  private ComparedSettings(Path file, Map<String, String> values) {
    this.file = file;
    this.values = values;
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read, or is no flat YAML
   * @throws IllegalArgumentException naming the file, a key that is unknown, and those allowed
   */
  static ComparedSettings read(Path file) throws IOException {
    Map<String, String> values =
        new TreeMap<>(
            new YAMLMapper().readValue(file.toFile(), new TypeReference<Map<String, String>>() {}));
    for (String key : values.keySet()) {
      if (!ALLOWED.contains(key)) {
        throw new IllegalArgumentException(
            file + ": unknown setting " + key + ": allowed are " + String.join(", ", ALLOWED));
      }
    }
    return new ComparedSettings(file, values);
  }

  /**
   * Lays them over others.
   *
   * @throws IllegalArgumentException naming the file, the value, and what is allowed
   */
  SimulationChoice over(SimulationChoice base) {
    try {
      return new SimulationChoice(
          values.containsKey("capacity") ? Capacity.of(text("capacity")) : base.capacity(),
          values.containsKey("ttl") ? new DurationText().convert(text("ttl")) : base.ttl(),
          values.containsKey("loadTime")
              ? new DurationText().convert(text("loadTime"))
              : base.loadTime(),
          values.containsKey("instances") ? Integer.parseInt(text("instances")) : base.instances(),
          flag("predict", base.predict()),
          flag("refresh", base.refresh()),
          values.containsKey("excess") ? Double.valueOf(text("excess")) : base.excess());
    } catch (IllegalArgumentException | TypeConversionException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private boolean flag(String key, boolean otherwise) {
    return switch (values.getOrDefault(key, "" + otherwise)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(key + "=" + text(key) + ": must be true or false");
    };
  }

  private String text(String key) {
    return String.valueOf(values.get(key));
  }
}
