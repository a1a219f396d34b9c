package io.forewarm.local.replay;

import io.forewarm.schemas.Topics;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that name a running pipeline. */
final class PipelineOptions {
  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      description = "Brokers of a running pipeline; needs --redis.")
  private @Nullable String bootstrapServer;

  @Option(
      names = "--redis",
      paramLabel = "URL",
      description = "Its Redis, redis://HOST:PORT; needs --bootstrap-server.")
  private @Nullable String redis;

  @Option(
      names = "--prefix",
      defaultValue = Topics.DEFAULT_PREFIX,
      description =
          "Start of its topics' names, with --bootstrap-server. Default: ${DEFAULT-VALUE}")
  private String prefix = Topics.DEFAULT_PREFIX;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "" + Topics.DEFAULT_PARTITIONS,
      description = "Of its topics, with --bootstrap-server. Default: ${DEFAULT-VALUE}.")
  private int partitions;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  /** Returns the pipeline that is named, if one is. */
  Optional<Pipeline> pipeline() {
    String kafka = bootstrapServer;
    String url = redis;
    if (kafka == null && url == null) {
      return Optional.empty();
    }
    if (kafka == null || url == null) {
      throw wrong("a running pipeline needs both --bootstrap-server and --redis");
    }
    try {
      return Optional.of(new Pipeline(kafka, url, new Topics(prefix, partitions)));
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
