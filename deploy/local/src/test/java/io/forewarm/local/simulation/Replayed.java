package io.forewarm.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forewarm.local.replay.ReplayCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** What {@code ./forewarm replay} makes of a trace: its report and its decisions. */
record Replayed(JsonNode report, List<Row> decisions) {

  /** A decision. */
  record Row(long at, String key, String action) {
    private static Row of(String line) {
      String[] fields = line.split(",", -1);
      return new Row(Long.parseLong(fields[0]), fields[1], fields[2]);
    }
  }

  /** Runs the command. */
  static Replayed of(Path folder, Path trace, String... options) throws IOException {
    Path json = folder.resolve("result.json");
    Path decisions = folder.resolve("decisions.csv");
    CommandLine line = new CommandLine(new ReplayCommand());
    line.setOut(new PrintWriter(new StringWriter()));
    line.setErr(new PrintWriter(new StringWriter()));
    List<String> arguments = new ArrayList<>(List.of(trace.toString(), "--json"));
    arguments.add(json.toString());
    arguments.addAll(List.of("--decisions", decisions.toString()));
    arguments.addAll(List.of(options));
    assertThat(line.execute(arguments.toArray(String[]::new))).isZero();
    return new Replayed(
        new ObjectMapper().readTree(json.toFile()),
        lines(decisions).stream().map(Row::of).toList());
  }

  /** The lines of a CSV file under its header. */
  static List<String> lines(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return lines.subList(1, lines.size());
  }
}
