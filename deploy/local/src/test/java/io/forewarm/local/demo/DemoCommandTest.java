package io.forewarm.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("integration")
class DemoCommandTest {
  @TempDir Path folder;

  @Test
  void bothRunsEndInATableAndInJson() throws Exception {
    Path json = folder.resolve("demo.json");
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(new DemoCommand());
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));

    int exit =
        line.execute("--seconds", "5", "--rate", "300", "--keys", "200", "--json", json.toString());

    assertThat(exit).as(err.toString()).isZero();
    assertThat(out.toString()).contains("before").contains("after").contains("failed reads");
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    for (String run : new String[] {"before", "after"}) {
      assertThat(report.get(run).get("reads").asLong()).as(run).isPositive();
      assertThat(report.get(run).get("failed_reads").asLong()).as(run).isZero();
    }
    JsonNode before = report.get("before");
    JsonNode after = report.get("after");
    assertThat(after.get("hottest_key_loads_per_expiry").asLong()).isEqualTo(1);
    assertThat(after.get("hot_keys").asLong()).isPositive();
    assertThat(after.get("hit_ratio").asDouble()).isGreaterThan(before.get("hit_ratio").asDouble());
  }
}
