package io.forewarm.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class ForewarmCommandTest {
  static Stream<List<String>> everyCommand() {
    return below(List.of(), ForewarmCommand.commandLine());
  }

  private static Stream<List<String>> below(List<String> path, CommandLine line) {
    Stream<List<String>> deeper =
        line.getSubcommands().entrySet().stream()
            .flatMap(
                sub -> {
                  List<String> longer = new ArrayList<>(path);
                  longer.add(sub.getKey());
                  return below(longer, sub.getValue());
                });
    return Stream.concat(Stream.of(path), deeper);
  }

  @ParameterizedTest
  @MethodSource("everyCommand")
  void everyHelpReadsLikeAManualPage(List<String> path) {
    List<String> args = new ArrayList<>(path);
    args.add("--help");

    CommandRun run = CommandRun.of(args.toArray(String[]::new));

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines())
        .contains("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT CODES", "EXAMPLES")
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    assertThat(run.lines().get(1)).matches("  forewarm[a-z -]* - .*[a-z.]");
    assertThat(run.out()).contains("\n  1 ", "\n  2 ", "--verbose");
  }

  @Test
  void helpNamesAllCommands() {
    assertThat(CommandRun.of("--help").out())
        .contains("\n  up ", "\n  app ", "\n  topics ", "\n  rules ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "up --kafka-prt 1 | --kafka-port| forewarm up --help",
        "topics lits | Did you mean| forewarm topics --help",
        "topics tail | Missing required parameter: 'NAME'| forewarm topics tail --help",
        "topics tail writes --timeout soon | 'soon' is no duration| forewarm topics tail --help",
        "topics tail writes --max 0 | --max must be 1 or more: 0| forewarm topics tail --help",
        "topics create --replication 0 | --replication must be 1 or more: 0| topics create --help",
        "up --kafka-port 70000 | kafka-port must be 0 to 65535: 70000| forewarm up --help",
        "up --maxmemory lots | maxmemory must be a number| forewarm up --help",
        "up --prefix a/b | topics.prefix may have letters| forewarm up --help",
        "rules put posts | a rule must set something| forewarm rules put --help",
        "rules put posts --near yes | near=yes: must be on| forewarm rules put --help",
        "rules put posts --hot-share 2 | hotShare| forewarm rules put --help",
        "rules put posts --soft-ttl 2m --hard-ttl 1m | hardTtlMs| forewarm rules put --help",
        "rules put a*b --near off | target| forewarm rules put --help",
      })
  void wrongUseEndsWithTwoAndAHint(String args, String reason, String hint) {
    CommandRun run = CommandRun.of(args.trim().split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("forewarm: ").contains(reason.trim(), hint.trim());
  }

  @Test
  void anUnreachableBrokerIsNamed() {
    CommandRun run =
        CommandRun.of("topics", "list", "--bootstrap-server", "no-such-host.invalid:1");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("forewarm: ").contains("no-such-host.invalid:1");
  }
}
