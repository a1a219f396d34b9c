package io.forewarm.benchmarks.tags;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forewarm.local.ForewarmCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with few keys: the same promises, and none of its figures means anything. */
@Tag("proof")
class TagsCommandTest {
  @TempDir private Path folder;

  @Test
  void noClientServesWhatATagHasMadeVoid() throws Exception {
    Path json = folder.resolve("tags.json");
    StringWriter out = new StringWriter();
    int exit =
        ForewarmCommand.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(new StringWriter(), true))
            .execute(
                "bench",
                "tags",
                "--keys",
                "5000",
                "--writes",
                "2",
                "--rounds",
                "1",
                "--json",
                json.toString());

    assertThat(exit).isZero();
    assertThat(out.toString()).contains("of them served");
    JsonNode found = new ObjectMapper().readTree(json.toFile());
    assertThat(found.get("newcomer_read").asInt()).isEqualTo(5000 - 1600);
    assertThat(found.get("newcomer_stored").asInt()).isEqualTo(5000 - 1600);
    assertThat(found.get("newcomer_stale").asInt()).isZero();
    assertThat(found.get("effect_max_ms").asDouble()).isBetween(0.0, 30_000.0);
  }
}
