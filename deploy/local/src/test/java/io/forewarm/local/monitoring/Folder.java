package io.forewarm.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of {@code deploy/monitoring}. */
final class Folder {
  static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  static final Path MONITORING = ROOT.resolve("deploy/monitoring");
  static final ObjectMapper YAML =
      new ObjectMapper(
              YAMLFactory.builder()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .disable(YAMLGenerator.Feature.SPLIT_LINES)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private Folder() {}

  /** Reads a file of the sources. */
  static <T> T source(String name, Class<T> type) {
    try {
      return YAML.readValue(MONITORING.resolve("source").resolve(name).toFile(), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String yaml(Object tree) {
    try {
      return YAML.writeValueAsString(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asserts that a generated file is current; {@code -Dforewarm.generate} writes it first. */
  static void assertGenerated(Path file, String content) throws IOException {
    if (System.getProperty("forewarm.generate") != null) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    }
    assertThat(file).as("generated: run this test with -Dforewarm.generate").exists();
    assertThat(Files.readString(file))
        .as("%s is not what its source says: run this test with -Dforewarm.generate", file)
        .isEqualTo(content);
  }
}
