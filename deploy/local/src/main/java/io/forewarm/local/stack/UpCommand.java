package io.forewarm.local.stack;

import io.forewarm.local.terminal.CommandFailure;
import io.forewarm.local.terminal.DurationText;
import io.forewarm.schemas.Topics;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a stack until it is told to end. */
@Command(
    name = "up",
    header = "run a Kafka broker, a Redis and the app on this machine",
    description = {
      "Starts a KRaft broker, a Redis and the app as child processes on 127.0.0.1, creates the"
          + " topics, and prints one line on stdout when all of it serves:",
      "",
      "  READY kafka=HOST:PORT redis=URL http=URL kafka.pid=N redis.pid=N app.pid=N",
      "",
      "Progress goes to stderr. What the parts log goes to the folder logs/ of the data. Other"
          + " commands of this user find the stack by themselves while it runs.",
      "",
      "Ctrl-C or SIGTERM ends the app, then Redis, then the broker. No process stays, even if this"
          + " one is killed by SIGKILL.",
      "",
      "A part that ends otherwise is reported with its exit code, started again on its old port,"
          + " and told on stdout: RESTARTED app.pid=N. The stack ends if a part ends five times in"
          + " a minute.",
      "",
      "Redis is a cache and keeps nothing on disk: a snapshot would bring back values that were"
          + " invalidated after it was taken.",
    },
    footer = {
      "  forewarm up",
      "  forewarm up --data ~/forewarm --kafka-port 9092 --redis-port 6379 --http-port 8080",
      "  forewarm up --restart-delay 10s     kill a part, and see what 10 s without it do",
      "  forewarm up | while read -r line; do echo \"$line\"; done",
    },
    exitCodeList = {
      "1:the stack could not start, or a part was given up; stderr says why",
      "2:wrong use: an unknown option, or a value that cannot be",
      "130, 143:ended in order by Ctrl-C, by SIGTERM",
    })
public final class UpCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port of the broker. Default: a free one.")
  private int kafkaPort;

  @Option(
      names = "--redis-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port of Redis. Default: a free one.")
  private int redisPort;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port of the app's page, metrics and health. Default: a free one.")
  private int httpPort;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description =
          "Keeps topics, state and logs there, and goes on with them the next time. Default: a"
              + " temporary folder, deleted at the end.")
  private @Nullable Path data;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "" + Topics.DEFAULT_PARTITIONS,
      description = "Partitions of every topic about cache keys. Default: ${DEFAULT-VALUE}.")
  private int partitions;

  @Option(
      names = "--prefix",
      defaultValue = Topics.DEFAULT_PREFIX,
      description = "Start of all topic names. Default: ${DEFAULT-VALUE}")
  private String prefix = Topics.DEFAULT_PREFIX;

  @Option(
      names = "--maxmemory",
      paramLabel = "BYTES",
      defaultValue = "256mb",
      description =
          "Bound of Redis' memory, as 64mb or 2gb; 0 is unbounded. Default: ${DEFAULT-VALUE}.")
  private String maxmemory = "256mb";

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting of the app, as 'forewarm app' takes it. May be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--on-exit",
      paramLabel = "restart|stop",
      defaultValue = "restart",
      description =
          "What happens when a part ends: it is started again, or the stack stops. Default:"
              + " ${DEFAULT-VALUE}.")
  private OnExit onExit = OnExit.RESTART;

  @Option(
      names = "--restart-delay",
      paramLabel = "TIME",
      defaultValue = "1s",
      converter = DurationText.class,
      description = "Time between the end of a part and its new start. Default: ${DEFAULT-VALUE}.")
  private Duration restartDelay = Duration.ofSeconds(1);

  /** Made by picocli. */
  UpCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = command.commandLine().getOut();
    Supervisor supervisor = new Supervisor(out, command.commandLine().getErr());
    try (LocalStack stack = LocalStack.start(config(), supervisor)) {
      Notice notice = RunningStack.announce(stack);
      out.println(ready(stack));
      out.flush();
      supervisor.watch(stack, onExit, restartDelay);
      notice.close();
      return ExitCode.SOFTWARE;
    } catch (StackException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private StackConfig config() {
    try {
      return StackConfig.DEFAULT
          .withPorts(kafkaPort, redisPort, httpPort)
          .withData(data)
          .withTopics(new Topics(prefix, partitions))
          .withMaxmemory(maxmemory)
          .withApp(settings);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** Returns the line that tells programs where the parts are. */
  static String ready(LocalStack stack) {
    StackAddresses at = stack.addresses();
    return "READY kafka=%s redis=%s http=%s kafka.pid=%d redis.pid=%d app.pid=%d"
        .formatted(
            at.kafka(),
            at.redis(),
            at.http(),
            stack.pid(StackPart.KAFKA),
            stack.pid(StackPart.REDIS),
            stack.pid(StackPart.APP));
  }
}
