package io.forewarm.local.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.forewarm.local.ForewarmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands, tests and files that the documents name exist. */
class DocumentsTest {
  private static final String COMMAND = "./forewarm";
  private static final Pattern TEST =
      Pattern.compile("-Dtest=(\\w+)|`([A-Z]\\w+(?:Test|Properties))`");
  private static final Pattern ELSEWHERE = Pattern.compile("(https?:|mailto:|#).*");

  static Stream<String> commandLines() {
    return Document.all().stream()
        .flatMap(document -> document.commands().stream())
        .filter(line -> line.startsWith(COMMAND + " "))
        .filter(line -> !line.startsWith(COMMAND + " bench")) // BenchCommandTest looks at these
        .distinct();
  }

  @Test
  void theDocumentsAreFound() {
    assertThat(Document.all())
        .extracting(Document::toString)
        .contains("README.md", "CONTRIBUTING.md", "docs/design.md", "docs/results.md")
        .anyMatch(name -> name.endsWith("RATIONALE.md"));
    assertThat(commandLines()).contains("./forewarm demo", "./forewarm up");
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void everyCommandLineIsUnderstood(String line) {
    List<String> words = List.of(line.substring(COMMAND.length()).trim().split("\\s+"));
    assertThatCode(() -> ForewarmCommand.commandLine().parseArgs(words.toArray(String[]::new)))
        .as(line)
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("io.forewarm.local.docs.Document#all")
  void everyLinkLeadsSomewhere(Document document) {
    assertThat(document.links())
        .filteredOn(link -> !ELSEWHERE.matcher(link).matches())
        .allSatisfy(
            link ->
                assertThat(document.file().resolveSibling(link.replaceFirst("#.*", ""))).exists());
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    Set<String> named =
        Document.all().stream()
            .flatMap(document -> TEST.matcher(document.text()).results())
            .map(test -> test.group(1) == null ? test.group(2) : test.group(1))
            .collect(Collectors.toSet());
    assertThat(named).contains("OneLoadPerExpiryTest", "PlantedFaultTest");
    try (Stream<Path> files = Files.walk(Document.ROOT)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsAll(named.stream().map(name -> name + ".java").toList());
    }
  }
}
