package io.forewarm.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Names are frozen: a renamed operator or store would leave its state behind. When the change is
 * meant, the new text goes into {@code topology.txt}, and the release notes say what becomes of the
 * old state.
 */
class GoldenTopologyTest {
  private static String description() {
    return ForewarmTopology.build(
            new Topics("forewarm.", 4), new RecordSerdes(Map.of()), PipelineConfig.DEFAULT)
        .describe()
        .toString();
  }

  @Test
  void isTheTopologyOfTheLastRelease() throws IOException {
    try (InputStream golden = GoldenTopologyTest.class.getResourceAsStream("topology.txt")) {
      assertThat(golden).isNotNull();
      String text = new String(golden.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(description().strip()).isEqualTo(text.strip());
    }
  }

  @Test
  void leavesNoNameToKafka() {
    assertThat(description()).contains("hot-keys-judge").doesNotContain("KSTREAM", "0000");
  }
}
