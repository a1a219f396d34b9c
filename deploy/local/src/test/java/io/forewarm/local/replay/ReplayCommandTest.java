package io.forewarm.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... arguments) {
    CommandLine line = new CommandLine(new ReplayCommand());
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  @Test
  void withoutLiveItSaysWhatIsMissing() {
    assertThat(execute("trace.csv")).isEqualTo(2);
    assertThat(err.toString()).contains("--live").contains("not there yet");
  }

  @Test
  void aPipelineIsNamedInFullOrNotAtAll() throws Exception {
    Path trace = Files.writeString(folder.resolve("t.csv"), "1,,get,a,,\n");

    assertThat(execute(trace.toString(), "--live", "--redis", "redis://127.0.0.1:1")).isEqualTo(2);
    assertThat(err.toString()).contains("--bootstrap-server");
  }

  @Test
  @Tag("integration")
  void theHotKeysAreThoseThatCountingGives() throws Exception {
    StringBuilder text = new StringBuilder(CsvFormat.HEADER + "\n");
    for (int i = 0; i < 4_000; i++) {
      String key = i % 4 == 0 ? "/hot.html" : "/page/" + i % 997;
      text.append(i * 5).append(",u").append(i % 7).append(",get,").append(key).append(",2000,\n");
    }
    text.append("malformed\n").append("20000,u1,set,/hot.html,2000,\n");
    Path trace = Files.writeString(folder.resolve("t.csv"), text);
    Path json = folder.resolve("replay.json");

    int exit = execute(trace.toString(), "--live", "--speed", "2", "--json", json.toString());

    assertThat(exit).as(err.toString() + out).isZero();
    assertThat(out.toString())
        .contains("same")
        .contains("malformed lines: 1")
        .contains("t.csv:4002");
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.get("replay").get("reads").asLong()).isEqualTo(4_000);
    assertThat(report.get("replay").get("failed_reads").asLong()).isZero();
    assertThat(report.get("hot_keys_announced"))
        .isNotEmpty()
        .isEqualTo(report.get("hot_keys_brute_force"));
  }
}
