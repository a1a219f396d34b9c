package io.forewarm.local.demo;

import io.forewarm.local.load.RunFigures;
import io.forewarm.local.stack.LocalStack;
import io.forewarm.local.stack.StackConfig;
import io.forewarm.local.stack.StackException;
import io.forewarm.local.stack.StackPart;
import io.forewarm.local.terminal.CommandFailure;
import io.forewarm.local.terminal.JsonFile;
import io.forewarm.local.terminal.MetricsPage;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what Forewarm is for. */
@Command(
    name = "demo",
    header = "run a small social platform before and after Forewarm, and compare",
    description = {
      "Starts a broker, a Redis and the app, and puts a small social platform (profiles, posts,"
          + " timelines, notifications) under load twice, at the same offered rate: first with"
          + " plain cache-aside over Redis, then with Forewarm. 80 %% of the operations are reads;"
          + " 5 %% of the keys take 80 %% of them; values are 1 KB to 64 KB; the origin answers in"
          + " 40 ms at the median.",
      "",
      "The load is an open loop: every operation starts when it is due, and its latency runs from"
          + " then. Both runs are warmed up alike: every key is read once, then the traffic runs"
          + " for a while before it is measured.",
      "",
      "A progress line each second goes to stderr, the table of both runs to stdout. A hit is a"
          + " read that did not wait for the origin; a fresh hit is one whose value was within its"
          + " TTL and not older than a completed write. 'Loads of the hottest key an expiry' counts"
          + " the loads that began before the first of them had ended: above 1 is a stampede.",
      "",
      "The process ids of the parts are printed: stop or kill one and see what happens. A part that"
          + " was killed is started again after 10 s.",
    },
    footer = {
      "  forewarm demo",
      "  forewarm demo --seconds 10 --json result.json",
      "  forewarm demo --observe",
      "  forewarm demo --rate 5000 --keys 50000 --seed 7 --stay",
      "  forewarm demo --stay --http-port 8390 --metrics-port 9404     for a Prometheus",
    },
    exitCodeList = {
      "0:both runs ended; the table says how",
      "1:the stack could not start, or a run could not be ended; stderr says why",
      "2:wrong use: an unknown option, or a value that cannot be",
    })
public final class DemoCommand implements Callable<Integer> {
  private static final Duration REVIVED_AFTER = Duration.ofSeconds(10);

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "How long each of the two runs is measured. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Offered operations a second. Default: ${DEFAULT-VALUE}.")
  private int rate;

  @Option(
      names = "--keys",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Keys of the platform. Default: ${DEFAULT-VALUE}.")
  private int keys;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of all that is drawn at random. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes the figures of both runs there, as one JSON object.")
  private @Nullable Path json;

  @Option(
      names = "--stay",
      description =
          "Leaves everything up afterwards, under a tenth of the load, until Ctrl-C; prints where"
              + " the app's page is.")
  private boolean stay;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port of the app's page and metrics. Default: a free one.")
  private int httpPort;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description =
          "Serves the platform's own /metrics there, as a service would; 0 takes a free one."
              + " Default: not.")
  private @Nullable Integer metricsPort;

  @Option(
      names = "--observe",
      description = {
        "Observes the plain cache in the first run, acts in the second, and says what observe mode"
            + " had promised."
      })
  private boolean observe;

  @Override
  public Integer call() throws InterruptedException {
    DemoConfig config = config();
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    PrintWriter lines = command.commandLine().getErr();
    try (Revival revival = new Revival(lines, REVIVED_AFTER);
        MetricsPage page = metricsPort == null ? null : new MetricsPage(meters, metricsPort);
        LocalStack stack = LocalStack.start(stackConfig(), revival)) {
      revival.watch(stack);
      lines.println(parts(stack));
      if (page != null) {
        lines.println("metrics of the platform at port " + page.port());
      }
      Demo demo = new Demo(config, stack, lines, meters);
      if (observe) {
        ObservedDemo observed = new ObservedDemo(config, stack, lines);
        ObservedDemo.Observed first = observed.before();
        observed.act();
        demo.after(after -> goesOn(new DemoReport(first.before(), after, first.promise()), stack));
        return ExitCode.OK;
      }
      RunFigures before = demo.before();
      demo.after(after -> goesOn(new DemoReport(before, after, null), stack));
      return ExitCode.OK;
    } catch (StackException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new CommandFailure("--metrics-port " + metricsPort + ": " + e.getMessage(), e);
    }
  }

  private StackConfig stackConfig() {
    try {
      return StackConfig.DEFAULT.withPorts(0, 0, httpPort);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private DemoConfig config() {
    try {
      return new DemoConfig(seconds, rate, keys, seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static String parts(LocalStack stack) {
    return "kafka %s process %d, redis %s process %d, app %s process %d"
        .formatted(
            stack.addresses().kafka(),
            stack.pid(StackPart.KAFKA),
            stack.addresses().redis(),
            stack.pid(StackPart.REDIS),
            stack.addresses().http(),
            stack.pid(StackPart.APP));
  }

  private boolean goesOn(DemoReport report, LocalStack stack) {
    PrintWriter out = command.commandLine().getOut();
    out.println();
    out.print(report.text());
    if (stay) {
      out.println();
      out.println("The load goes on, at a tenth of the rate, until Ctrl-C. " + parts(stack));
      out.println("See it live: " + stack.addresses().http());
    }
    out.flush();
    JsonFile.write(json, report);
    return stay;
  }
}
