package io.forewarm.local.broker;

import io.forewarm.local.stack.RunningStack;
import io.forewarm.schemas.Topics;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options by which a command finds its broker. */
public final class BrokerOptions {
  private static final String BOOTSTRAP = "bootstrap.servers";

  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      description =
          "Brokers to ask first, several separated by commas. Default: FOREWARM_BOOTSTRAP_SERVERS"
              + " of the environment, else the stack that 'up' runs.")
  private @Nullable String bootstrapServer;

  @Option(
      names = "--prefix",
      description =
          "Start of all topic names. Default: that of the running stack, else "
              + Topics.DEFAULT_PREFIX)
  private @Nullable String prefix;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description =
          "Properties of Kafka clients: security, and serializers by class name"
              + " (value.serializer, value.deserializer).")
  private @Nullable Path commandConfig;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  /** Returns the broker; the wanted partitions are those of the running stack, or the default. */
  public Broker broker() {
    return broker(null);
  }

  /** Returns the broker with the wanted number of partitions; null takes the default. */
  public Broker broker(@Nullable Integer partitions) {
    Map<String, Object> client = new LinkedHashMap<>();
    if (commandConfig != null) {
      read(commandConfig).forEach((name, value) -> client.put(String.valueOf(name), value));
    }
    String named = named(client);
    Optional<RunningStack> running = RunningStack.find();
    Optional<RunningStack> used =
        running.filter(stack -> named == null || named.equals(stack.kafka()));
    client.put(
        BOOTSTRAP, named == null ? used.map(RunningStack::kafka).orElseThrow(this::none) : named);
    String start =
        prefix == null ? used.map(RunningStack::prefix).orElse(Topics.DEFAULT_PREFIX) : prefix;
    int wanted =
        partitions == null
            ? used.map(RunningStack::partitions).orElse(Topics.DEFAULT_PARTITIONS)
            : partitions;
    return new Broker(client, topics(start, wanted));
  }

  private @Nullable String named(Map<String, Object> properties) {
    if (bootstrapServer != null) {
      return bootstrapServer;
    }
    String environment = System.getenv("FOREWARM_BOOTSTRAP_SERVERS");
    if (environment != null && !environment.isBlank()) {
      return environment.trim();
    }
    Object configured = properties.get(BOOTSTRAP);
    return configured == null ? null : configured.toString();
  }

  private Topics topics(String start, int partitions) {
    try {
      return new Topics(start, partitions);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private Properties read(Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      Properties properties = new Properties();
      properties.load(reader);
      return properties;
    } catch (IOException e) {
      throw wrong("--command-config: cannot read " + file + ": " + e.getMessage());
    }
  }

  private ParameterException none() {
    return wrong(
        "no broker is named and no stack runs here: give --bootstrap-server HOST:PORT, set"
            + " FOREWARM_BOOTSTRAP_SERVERS, or start a stack by 'forewarm up'");
  }

  private ParameterException wrong(@Nullable String message) {
    return new ParameterException(command.commandLine(), String.valueOf(message));
  }
}
