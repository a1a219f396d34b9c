package io.forewarm.local;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * One run of the command line in this JVM.
 *
 * @param exitCode what the process would end with
 */
public record CommandRun(int exitCode, String out, String err) {
  /** Runs a command to its end. */
  public static CommandRun of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        ForewarmCommand.commandLine()
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    int exitCode = line.execute(args);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  /** The lines on stdout. */
  public List<String> lines() {
    return out.lines().toList();
  }
}
