package io.forewarm.streams;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command line of the app. */
final class AppCommand {
  private static final int FINE = 0;
  private static final int FAILED = 1;
  private static final int MISUSED = 2;
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final String HELP =
      """
      Usage: App [--config FILE] [--set KEY=VALUE]... [--check-config | --print-config | --help]

      Runs the pipeline: topics, streams, invalidation worker, metrics and console.
      Settings come from --set, else from the environment (FOREWARM_HTTP_PORT for http.port),
      else from the YAML file, else from the defaults. Prints one line READY when everything runs.

        --config FILE     settings as YAML
        --set KEY=VALUE   one setting, such as --set kafka.bootstrap.servers=broker:9092
        --check-config    only says whether the settings can be taken: exit code 0, else 2
        --print-config    prints all settings as YAML, and ends
        --help            prints this, and ends
      """;

  private @Nullable Path file;
  private final List<String> settings = new ArrayList<>();
  private String action = "";

  private AppCommand() {}

  /** Does what the arguments say and returns the exit code. */
  static int run(
      String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
    AppCommand command = new AppCommand();
    try {
      command.parse(List.of(arguments).iterator());
      if (command.action.equals("--help")) {
        out.print(HELP);
        return FINE;
      }
      return command.act(
          AppConfigSources.read(command.file, environment, command.settings), out, err);
    } catch (AppConfigException e) {
      err.println(e.getMessage());
      return MISUSED;
    }
  }

  private void parse(Iterator<String> arguments) {
    while (arguments.hasNext()) {
      String argument = arguments.next();
      switch (argument) {
        case "--config" -> file = Path.of(value(argument, arguments));
        case "--set" -> settings.add(value(argument, arguments));
        case "--check-config", "--print-config", "--help" -> action = argument;
        default -> throw new AppConfigException("unknown argument " + argument + "; see --help");
      }
    }
  }

  private static String value(String argument, Iterator<String> arguments) {
    if (!arguments.hasNext()) {
      throw new AppConfigException(argument + " needs a value; see --help");
    }
    return arguments.next();
  }

  private int act(AppConfig config, PrintStream out, PrintStream err) {
    if (action.equals("--check-config")) {
      out.println("the settings are fine");
      return FINE;
    }
    if (action.equals("--print-config")) {
      out.print(yaml(config));
      return FINE;
    }
    return runApp(config, out, err);
  }

  private static String yaml(AppConfig config) {
    try {
      return AppConfigSources.toYaml(config);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int runApp(AppConfig config, PrintStream out, PrintStream err) {
    try (App app = App.start(config)) {
      Runtime.getRuntime().addShutdownHook(new Thread(app::close, "forewarm-stop"));
      while (!app.awaitReady(LOOK_AGAIN)) {
        if (app.isClosing()) {
          return FINE;
        }
      }
      out.printf("READY http=%s pid=%d%n", app.url(), ProcessHandle.current().pid());
      out.flush();
      app.awaitClose();
      return FINE;
    } catch (IllegalStateException e) {
      err.println(e.getMessage());
      return FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }
}
