package io.forewarm.local.check;

import io.forewarm.client.ForewarmConfig;
import io.forewarm.client.Witness;
import io.forewarm.local.broker.Broker;
import io.forewarm.local.broker.BrokerOptions;
import io.forewarm.local.redis.RedisOptions;
import io.forewarm.local.terminal.CommandFailure;
import io.forewarm.local.terminal.DurationText;
import io.forewarm.local.terminal.JsonFile;
import io.forewarm.local.terminal.MetricsPage;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how consistent the cache is, in nines. */
@Command(
    name = "check",
    header = "measure how consistent the cache is, in nines",
    description = {
      "Follows a sample of the writes, reads as a client does (near and Redis), and looks after"
          + " 100 ms, 1 s, 10 s and 1 min whether everything that a reader may be served is of the"
          + " write or of later. It loads nothing, fills nothing, and belongs to no consumer group.",
      "",
      "  LAGGING      not visible yet, and the invalidation worker has not come to the write",
      "  NEAR         Redis has it, a near copy not yet, within --max-staleness",
      "  STALE REDIS  the worker has done its work, yet Redis serves a value from before the write",
      "  STALE NEAR   Redis has it, yet a near copy from before it is served without a bound",
      "  UNPROVEN     the value does not say whether it is older; not counted as looked",
      "  MISSED       a look that came too late, or that Redis did not answer; not counted",
      "",
      "STALE must not be: what is seen so for 300 ms is an offender, is listed with its key, and"
          + " raises an alert in the topic insights, which ends with it.",
      "",
      "The sample is taken by the key's hash, so that all checkers follow the same keys.",
    },
    footer = {
      "  forewarm check --for 10m --sample 0.1",
      "  forewarm check --for 1h --json check.json --metrics-port 9400",
      "  forewarm inspect KEY    why an offender is as it is",
    },
    exitCodeList = {
      "0:no offender was found",
      "1:offenders were found, or it could not be done; stderr says why",
      "2:wrong use: an unknown option, or a value that cannot be",
    })
public final class CheckCommand implements Callable<Integer> {
  private static final Duration CURRENT_WITHIN = Duration.ofSeconds(30);

  /** So that the last writes are looked at once or twice. */
  private static final Duration LAST_LOOKS = Duration.ofMillis(1_500);

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "1m",
      converter = DurationText.class,
      description = "How long writes are followed. Default: ${DEFAULT-VALUE}.")
  private Duration time = Duration.ofMinutes(1);

  @Option(
      names = "--sample",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      description = "Share of the keys, above 0 to 1. Default: ${DEFAULT-VALUE}.")
  private double sample;

  @Option(
      names = "--max-staleness",
      paramLabel = "TIME",
      defaultValue = "2s",
      converter = DurationText.class,
      description = "Bound of near reads, as of the regions. Default: ${DEFAULT-VALUE}.")
  private Duration maxStaleness = Duration.ofSeconds(2);

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description = "Serves /metrics there while it runs; 0 takes a free one. Default: not.")
  private @Nullable Integer metricsPort;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private BrokerOptions brokers;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RedisOptions redis;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes shares and offenders there, as one JSON object.")
  private @Nullable Path json;

  @Override
  public Integer call() throws InterruptedException {
    CheckConfig config = config();
    Broker broker = brokers.broker(partitions(brokers.broker()));
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (MetricsPage page = metricsPort == null ? null : new MetricsPage(registry, metricsPort);
        Witness witness = Witness.connect(client(broker, registry), maxStaleness);
        AlertLog alerts = new AlertLog(broker.client(), broker.topics())) {
      if (page != null) {
        say("metrics at port " + page.port());
      }
      if (!witness.awaitCurrent(CURRENT_WITHIN)) {
        throw new CommandFailure(
            "tags and rules could not be read within %d s from %s: is the broker there, and do its topics begin with '%s'?"
                .formatted(
                    CURRENT_WITHIN.toSeconds(),
                    broker.bootstrapServers(),
                    broker.topics().prefix()));
      }
      CheckReport report = check(config, broker, witness, alerts, registry);
      report.print(command.commandLine().getOut());
      JsonFile.write(json, report);
      return report.offenders() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (KafkaException e) {
      throw broker.failure(e);
    } catch (IOException e) {
      throw new CommandFailure("--metrics-port " + metricsPort + ": " + e.getMessage(), e);
    }
  }

  /** As many as the topics have, wherever they are. */
  private static int partitions(Broker broker) {
    String writes = broker.topics().writes.name();
    return broker.ask(
        admin ->
            Broker.answer(admin.describeTopics(List.of(writes)).allTopicNames()).values().stream()
                .mapToInt(topic -> topic.partitions().size())
                .sum());
  }

  private CheckConfig config() {
    try {
      return CheckConfig.DEFAULT.withSample(sample).withMaxStaleness(maxStaleness);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private ForewarmConfig client(Broker broker, PrometheusMeterRegistry registry) {
    return ForewarmConfig.builder("forewarm-check")
        .redis(redis.config())
        .redisPrefix(redis.prefix())
        .kafka(broker.client())
        .topics(broker.topics())
        .meters(registry)
        .build();
  }

  private CheckReport check(
      CheckConfig config,
      Broker broker,
      Witness witness,
      AlertLog alerts,
      PrometheusMeterRegistry registry)
      throws InterruptedException {
    Checker.Surroundings around =
        new Checker.Surroundings(
            broker.client(),
            broker.topics(),
            witness,
            new CheckMeters(registry, config),
            told(alerts));
    try (Checker checker = Checker.start(config, around)) {
      say("follows the writes of %.4g %% of the keys".formatted(sample * 100));
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
      var unused = checker.finish(LAST_LOOKS);
      alerts.leave(checker.openRegions());
      return checker.report();
    }
  }

  private CheckListener told(AlertLog alerts) {
    return new CheckListener() {
      @Override
      public void began(Offender offender, boolean firstOfRegion) {
        alerts.began(offender, firstOfRegion);
        say(
            "stale: %s in %s is from before write %s"
                .formatted(offender.key(), offender.place(), offender.write().id()));
      }

      @Override
      public void ended(Offender offender, boolean lastOfRegion) {
        alerts.ended(offender, lastOfRegion);
      }
    };
  }

  private void say(String line) {
    command.commandLine().getErr().println(line);
    command.commandLine().getErr().flush();
  }
}
