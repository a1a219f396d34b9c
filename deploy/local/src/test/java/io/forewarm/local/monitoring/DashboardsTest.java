package io.forewarm.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dashboards are what their source says. */
class DashboardsTest {
  private static final Path FOLDER = Folder.MONITORING.resolve("grafana/dashboards");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Map<String, DashboardSource.Dashboard> source = DashboardSource.read().dashboards();

  @Test
  void generatedFilesAreCurrent() throws IOException {
    for (Map.Entry<String, DashboardSource.Dashboard> one : source.entrySet()) {
      String json = JSON.writeValueAsString(DashboardSource.grafana(one.getKey(), one.getValue()));
      Folder.assertGenerated(FOLDER.resolve(one.getKey() + ".json"), json + "\n");
    }
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              source.keySet().stream().map(name -> name + ".json").toList());
    }
  }
}
