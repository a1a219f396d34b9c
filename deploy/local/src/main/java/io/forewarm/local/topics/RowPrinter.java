package io.forewarm.local.topics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forewarm.local.terminal.TextTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints rows as a table for people, or as JSON for programs. */
final class RowPrinter {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Option(names = "--json", description = "Prints one JSON object a line.")
  private boolean json;

  /** Returns the components of a record under their names. */
  static JsonNode json(Object row) {
    return JSON.valueToTree(row);
  }

  /**
   * Prints all rows.
   *
   * @param table without rows
   * @param cells gives those of a row, in the order of the table's columns
   */
  <T> void print(
      List<T> rows, Function<T, ?> asJson, TextTable table, Function<T, Object[]> cells) {
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      rows.forEach(row -> out.println(asJson.apply(row)));
      out.flush();
      return;
    }
    rows.forEach(row -> table.add(cells.apply(row)));
    table.print(out);
  }
}
