package io.forewarm.benchmarks;

import io.forewarm.local.FurtherCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The measurements, one command each. */
@Command(
    name = "bench",
    subcommands = {
      ClientCommand.class,
      ReportingCommand.class,
      ClusterCommand.class,
      HotKeysCommand.class,
      InvalidationCommand.class,
      TagsCommand.class,
      EvictionCommand.class
    },
    header = "measure Forewarm beside its peers",
    description = {
      "Measures on this machine, with servers that it starts and ends itself. Everything that is"
          + " compared runs in one go, in alternating rounds, since figures of different times or"
          + " machines say little: look at the ratios.",
    },
    footer = {
      "  forewarm bench client --json client.json",
    })
public final class BenchCommand implements FurtherCommand, Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "say what to measure");
  }
}
