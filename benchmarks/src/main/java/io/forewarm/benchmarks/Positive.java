package io.forewarm.benchmarks;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Numbers of the command line that must be 1 or more. */
final class Positive {
  private Positive() {}

  /** Ends the command with the reason if the number is below 1. */
  static void check(CommandSpec command, String option, int value) {
    if (value < 1) {
      throw new ParameterException(command.commandLine(), option + " must be 1 or more: " + value);
    }
  }
}
