package io.forewarm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.forewarm.local.ForewarmCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchCommandTest {
  private static final Pattern COMMAND = Pattern.compile("\\./forewarm (bench[^`\n#]*)");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String line) {
    return ForewarmCommand.commandLine()
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(line.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bench --help",
        "bench client --help",
        "bench reporting --help",
        "bench cluster --help",
        "bench hot-keys --help",
        "bench tags --help",
        "bench eviction --help"
      })
  void helpReadsLikeAManualPage(String line) {
    assertThat(run(line)).isZero();
    assertThat(out.toString().lines().toList())
        .contains("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT CODES", "EXAMPLES")
        .allSatisfy(it -> assertThat(it).hasSizeLessThanOrEqualTo(100));
  }

  static Stream<String> documented() throws IOException {
    try (Stream<Path> documents = Files.list(Path.of("../docs"))) {
      List<Path> all =
          Stream.concat(documents, Stream.of(Path.of("../README.md")))
              .filter(file -> file.toString().endsWith(".md"))
              .toList();
      List<String> lines = new ArrayList<>();
      for (Path document : all) {
        COMMAND
            .matcher(Files.readString(document))
            .results()
            .map(it -> it.group(1))
            .forEach(lines::add);
      }
      return lines.stream().distinct();
    }
  }

  @ParameterizedTest
  @MethodSource("documented")
  void whatTheDocumentsSayIsUnderstood(String line) {
    assertThatCode(() -> ForewarmCommand.commandLine().parseArgs(line.trim().split("\\s+")))
        .as(line)
        .doesNotThrowAnyException();
  }

  @Test
  void theCommandLineNamesIt() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("\n  bench ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bench",
        "bench client --rounds 0",
        "bench client --expiries 0",
        "bench reporting --rounds 0",
        "bench cluster --rounds -1",
        "bench hot-keys --steps 0",
        "bench tags --keys 100",
        "bench eviction --rate 0",
      })
  void wrongUseEndsWithTwo(String line) {
    assertThat(run(line)).isEqualTo(2);
    assertThat(err.toString()).startsWith("forewarm: ").contains("--help");
  }
}
