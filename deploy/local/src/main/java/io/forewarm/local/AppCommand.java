package io.forewarm.local;

import io.forewarm.local.stack.RunningStack;
import io.forewarm.streams.App;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the app in the foreground. */
@Command(
    name = "app",
    header = "run the app in the foreground",
    description = {
      "Runs the pipeline against any Kafka and Redis: topologies, invalidation worker, metrics,"
          + " health and the page. Prints one line on stdout when everything runs:",
      "",
      "  READY http=URL pid=N",
      "",
      "A setting comes from --set, else from the environment (FOREWARM_HTTP_PORT is http.port), else"
          + " from the YAML file of --config, else from the defaults, which --print-config shows."
          + " Without --config, a stack that 'up' runs here gives the addresses and the topics, and"
          + " the app takes a free port: it then shares the work with that stack's own.",
      "",
      "Logs go to stderr. SIGTERM and Ctrl-C end it in order.",
    },
    footer = {
      "  forewarm app --config app.yaml",
      "  forewarm app --set kafka.bootstrap.servers=broker:9092 --set redis.url=redis://cache:6379",
      "  forewarm app --config app.yaml --check-config && echo fine",
      "  forewarm app --print-config",
    },
    exitCodeList = {
      "0:ended in order, or the settings are fine",
      "1:it cannot run, as when a topic has other partitions; stderr says why",
      "2:wrong use: an unknown option or setting, or a value that cannot be",
      "130, 143:ended in order by Ctrl-C, by SIGTERM",
    })
final class AppCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Option(names = "--config", paramLabel = "FILE", description = "Settings as YAML.")
  private @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "One setting, such as http.port=0. May be repeated; later ones win.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--check-config",
      description = "Only says whether the settings can be taken: exit code 0, else 2.")
  private boolean check;

  @Option(names = "--print-config", description = "Prints all settings as YAML, and ends.")
  private boolean print;

  @Override
  public void run() {
    Logging.verbose();
    App.main(arguments().toArray(String[]::new));
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    Map<String, String> all = new LinkedHashMap<>();
    if (config == null) {
      RunningStack.find().ifPresent(stack -> all.putAll(beside(stack)));
    } else {
      arguments.addAll(List.of("--config", config.toString()));
    }
    all.putAll(settings);
    all.forEach((name, value) -> arguments.addAll(List.of("--set", name + "=" + value)));
    if (check) {
      arguments.add("--check-config");
    }
    if (print) {
      arguments.add("--print-config");
    }
    return arguments;
  }

  private Map<String, String> beside(RunningStack stack) {
    PrintWriter err = command.commandLine().getErr();
    err.println("forewarm: joins the stack of process " + stack.pid() + " at " + stack.kafka());
    err.flush();
    return Map.of(
        "kafka.bootstrap.servers", stack.kafka(),
        "redis.url", stack.redis(),
        "topics.prefix", stack.prefix(),
        "topics.partitions", Integer.toString(stack.partitions()),
        "http.port", "0");
  }
}
