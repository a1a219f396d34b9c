package io.forewarm.local.redis;

import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.client.redis.RedissonStore;
import io.forewarm.local.stack.RunningStack;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.redisson.config.Config;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options by which a command finds its Redis. */
public final class RedisOptions {
  private static final Duration ANSWER = Duration.ofSeconds(5);

  @Option(
      names = "--redis",
      paramLabel = "URL",
      description =
          "Redis, redis://HOST:PORT or rediss://HOST:PORT. Default: FOREWARM_REDIS_URL of the"
              + " environment, else that of the stack that 'up' runs.")
  private @Nullable String url;

  @Option(
      names = "--redis-prefix",
      paramLabel = "TEXT",
      defaultValue = "fw:",
      description = "Start of all names in Redis. Default: ${DEFAULT-VALUE}")
  private String prefix = "fw:";

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  /** Returns how to reach Redis. */
  public Config config() {
    Config config = new Config();
    try {
      config.useSingleServer().setAddress(address());
      return config;
    } catch (IllegalArgumentException e) {
      throw wrong("--redis: " + e.getMessage());
    }
  }

  /** The start of all names. */
  public String prefix() {
    return prefix;
  }

  /** Opens the store; it must be closed. */
  public RedissonStore store() {
    return RedissonStore.connect(config(), prefix, CompressionConfig.DEFAULT, ANSWER);
  }

  private String address() {
    String environment = System.getenv("FOREWARM_REDIS_URL");
    if (url != null) {
      return url;
    }
    if (environment != null && !environment.isBlank()) {
      return environment.trim();
    }
    return RunningStack.find()
        .map(RunningStack::redis)
        .orElseThrow(
            () ->
                wrong(
                    "no Redis is named and no stack runs here: give --redis redis://HOST:PORT, set"
                        + " FOREWARM_REDIS_URL, or start a stack by 'forewarm up'"));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
