package io.forewarm.local;

import io.forewarm.local.advice.RecommendCommand;
import io.forewarm.local.advice.StatsCommand;
import io.forewarm.local.check.CheckCommand;
import io.forewarm.local.demo.DemoCommand;
import io.forewarm.local.inspect.InspectCommand;
import io.forewarm.local.observe.ObserveCommand;
import io.forewarm.local.replay.ReplayCommand;
import io.forewarm.local.rules.RulesCommand;
import io.forewarm.local.stack.UpCommand;
import io.forewarm.local.top.TopCommand;
import io.forewarm.local.topics.TopicsCommand;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The root of the command line. Every command is named here, but those that other modules add
 * ({@link FurtherCommand}).
 */
@Command(
    name = "forewarm",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      AppCommand.class,
      TopicsCommand.class,
      RulesCommand.class,
      ObserveCommand.class,
      TopCommand.class,
      StatsCommand.class,
      RecommendCommand.class,
      ReplayCommand.class,
      InspectCommand.class,
      CheckCommand.class,
    },
    header = "Keeps a Redis cache ready before the request comes.",
    description = {
      "Runs Forewarm on this machine and looks into a running one, here or elsewhere.",
      "",
      "Commands that talk to a broker take the one of --bootstrap-server, else of the environment"
          + " variable FOREWARM_BOOTSTRAP_SERVERS, else of a stack that 'up' runs.",
    },
    footer = {
      "  forewarm up                        a broker, a Redis and the app, in one command",
      "  forewarm top                       what it does, live",
      "  forewarm topics tail invalidations what is invalidated, one JSON object a line",
      "  forewarm rules put posts --mode observe",
      "  forewarm topics --help             the manual page of a command",
    })
public final class ForewarmCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      order = 1000,
      description = "Shows this manual page.")
  @SuppressWarnings("unused")
  private boolean help;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      order = 1001,
      description = "Logs to stderr what happens, and shows where an error came from.")
  private boolean verbose;

  private ForewarmCommand() {}

  /** Returns the command line, ready to execute arguments. */
  public static CommandLine commandLine() {
    ForewarmCommand root = new ForewarmCommand();
    CommandLine line = new CommandLine(root);
    ServiceLoader.load(FurtherCommand.class).forEach(line::addSubcommand);
    Manual.set(line);
    line.setExecutionStrategy(
        parsed -> {
          if (root.verbose) {
            Logging.verbose();
          }
          return new CommandLine.RunLast().execute(parsed);
        });
    line.setExecutionExceptionHandler(
        (error, command, parsed) -> Failures.report(error, command, root.verbose));
    line.setParameterExceptionHandler(Failures::reportUsage);
    return line;
  }
}
