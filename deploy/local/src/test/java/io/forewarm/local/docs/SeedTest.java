package io.forewarm.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.local.ForewarmCommand;
import io.forewarm.schemas.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of {@code docs/seed.md} leads to what exists. */
class SeedTest {
  private static final int FUNCTIONS = 19;
  private static final String CONSOLE = "/io/forewarm/streams/console/";
  private static final List<String> SERVERS = List.of("ConsoleServer", "AdviceRoutes");

  @Test
  void everyLinkLeadsToSomething() throws IOException, ClassNotFoundException {
    List<List<String>> rows =
        Files.readAllLines(Path.of("../../docs/seed.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .map(
                line ->
                    Arrays.stream(line.split("\\|"))
                        .skip(1)
                        .map(cell -> cell.strip().replace("`", ""))
                        .toList())
            .toList();
    assertThat(rows).hasSize(FUNCTIONS);
    String routes = routes();
    for (List<String> row : rows) {
      assertThat(Class.forName(row.get(1), false, SeedTest.class.getClassLoader())).isNotNull();
      if (!row.get(2).equals("none")) {
        assertThat(Rule.getClassSchema().getField(row.get(2))).as(row.get(2)).isNotNull();
      }
      String[] words = row.get(3).replaceFirst("^\\./forewarm ", "").split(" ");
      assertThat(ForewarmCommand.commandLine().parseArgs(words).errors()).isEmpty();
      assertThat(routes).as("a route of the app").contains(row.get(4));
    }
  }

  /** Names of routes are in the constants of these classes. */
  private static String routes() throws IOException {
    StringBuilder constants = new StringBuilder();
    for (String name : SERVERS) {
      try (InputStream server = SeedTest.class.getResourceAsStream(CONSOLE + name + ".class")) {
        assertThat(server).as(name).isNotNull();
        constants.append(new String(server.readAllBytes(), StandardCharsets.ISO_8859_1));
      }
    }
    return constants.toString();
  }
}
