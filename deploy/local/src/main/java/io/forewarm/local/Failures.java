package io.forewarm.local;

import io.forewarm.local.terminal.CommandFailure;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/** Tells people why a command did not work, in one line where that is enough. */
final class Failures {
  private Failures() {}

  /** A wrong use: the reason, what may have been meant, where the manual is. Exit code 2. */
  static int reportUsage(ParameterException error, String... args) {
    CommandLine command = error.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("forewarm: " + error.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(error, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    err.flush();
    return ExitCode.USAGE;
  }

  /** A failure while working. Exit code 1, and 2 for settings that cannot be. */
  static int report(Exception error, CommandLine command, boolean verbose) {
    PrintWriter err = command.getErr();
    err.println("forewarm: " + message(error));
    if (verbose) {
      error.printStackTrace(err);
    }
    err.flush();
    return ExitCode.SOFTWARE;
  }

  private static String message(Exception error) {
    if (error instanceof CommandFailure || error instanceof IllegalStateException) {
      return String.valueOf(error.getMessage());
    }
    String message = error.getMessage();
    String type = error.getClass().getSimpleName();
    return message == null ? type : message + " (" + type + "; more by --verbose)";
  }
}
