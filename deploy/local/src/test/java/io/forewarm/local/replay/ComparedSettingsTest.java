package io.forewarm.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ComparedSettingsTest {
  private static final SimulationChoice BASE =
      new SimulationChoice(null, null, Duration.ofMillis(50), 4, true, true, null);

  @TempDir Path folder;

  private SimulationChoice read(String yaml) throws Exception {
    return ComparedSettings.read(Files.writeString(folder.resolve("a.yaml"), yaml)).over(BASE);
  }

  @Test
  void whatAFileSaysGoesBeforeTheCommandLine() throws Exception {
    SimulationChoice choice = read("ttl: 60s\npredict: false\ninstances: 2\nexcess: 0.1\n");

    assertThat(choice)
        .isEqualTo(
            new SimulationChoice(
                null, Duration.ofMinutes(1), Duration.ofMillis(50), 2, false, true, 0.1));
  }

  @Test
  void anUnknownSettingIsRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> read("size: 5\n"))
        .hasMessageContaining("a.yaml: unknown setting size")
        .hasMessageContaining("capacity, ttl, loadTime");
  }

  @Test
  void aValueThatCannotBeIsNamedWithItsFile() {
    assertThatThrownBy(() -> read("predict: maybe\n"))
        .hasMessageContaining("a.yaml: predict=maybe: must be true or false");
  }

  @Test
  void theSameTrafficRunsUnderEach() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      text.append(i * 100).append(",u,get,k").append(i % 10).append(",,\n");
    }
    Path trace = Files.writeString(folder.resolve("t.csv"), text);
    Path small = Files.writeString(folder.resolve("small.yaml"), "capacity: 1\n");
    Path large = Files.writeString(folder.resolve("large.yaml"), "capacity: 10\n");
    Path json = folder.resolve("result.json");
    CommandLine line = new CommandLine(new ReplayCommand());
    line.setOut(new PrintWriter(new StringWriter()));
    line.setErr(new PrintWriter(new StringWriter()));

    int exit = line.execute(trace + "", "--compare", small + "," + large, "--json", json + "");

    assertThat(exit).isZero();
    JsonNode runs = new ObjectMapper().readTree(json.toFile()).get("runs");
    assertThat(runs).hasSize(2);
    assertThat(runs.get(1).get("settings").asText()).isEqualTo(large.toString());
    assertThat(runs.get(1).get("lazy_hit_ratio").asDouble()).isEqualTo(0.99);
    assertThat(runs.get(0).get("lazy_hit_ratio").asDouble()).isLessThan(0.2);
  }
}
