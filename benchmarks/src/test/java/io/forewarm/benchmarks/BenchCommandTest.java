package io.forewarm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.local.ForewarmCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchCommandTest {
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
        "bench cluster --help"
      })
  void helpReadsLikeAManualPage(String line) {
    assertThat(run(line)).isZero();
    assertThat(out.toString().lines().toList())
        .contains("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT CODES", "EXAMPLES")
        .allSatisfy(it -> assertThat(it).hasSizeLessThanOrEqualTo(100));
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
      })
  void wrongUseEndsWithTwo(String line) {
    assertThat(run(line)).isEqualTo(2);
    assertThat(err.toString()).startsWith("forewarm: ").contains("--help");
  }
}
