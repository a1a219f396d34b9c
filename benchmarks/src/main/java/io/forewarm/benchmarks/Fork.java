package io.forewarm.benchmarks;

import io.forewarm.local.terminal.CommandFailure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures one contender once, in a JVM of its own, so that nobody profits or suffers from what the
 * compiler learnt of another.
 */
final class Fork {
  private static final String ALLOCATION = "gc.alloc.rate.norm";
  private static final int MEDIAN = 50;
  private static final int TAIL_LINES = 25;
  private static final List<String> JVM =
      List.of(
          "-Xms512m",
          "-Xmx512m",
          "-Dlogback.configurationFile=io/forewarm/local/command-line-logback.xml");

  private final List<String> properties;

  /**
   * Prepares forks.
   *
   * @param properties system properties as the JVM takes them
   */
  Fork(List<String> properties) {
    this.properties = List.copyOf(properties);
    System.setProperty("jmh.ignoreLock", "true");
  }

  /**
   * Returns what the contender reached: the median of many short iterations, of which some lose
   * their core to others.
   */
  Score measure(Contender contender) {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8)) {
      Runner runner =
          new Runner(
              options(contender),
              OutputFormatFactory.createFormatInstance(out, VerboseMode.NORMAL));
      RunResult result = runner.run().iterator().next();
      Result<?> allocated =
          Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATION), ALLOCATION);
      return new Score(
          result.getPrimaryResult().getStatistics().getPercentile(MEDIAN), allocated.getScore());
    } catch (RunnerException e) {
      throw new CommandFailure(
          contender.name()
              + " could not be measured:\n"
              + tail(log.toString(StandardCharsets.UTF_8)),
          e);
    }
  }

  private Options options(Contender contender) {
    List<String> jvm = new ArrayList<>(JVM);
    jvm.addAll(properties);
    jvm.addAll(contender.properties());
    return new OptionsBuilder()
        .include("^" + contender.benchmark().getName().replace(".", "\\.") + "\\.get$")
        .mode(contender.mode())
        .timeUnit(unit(contender))
        .threads(contender.threads())
        .forks(1)
        .warmupIterations(3)
        .warmupTime(TimeValue.milliseconds(500))
        .measurementIterations(10)
        .measurementTime(TimeValue.milliseconds(150))
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true)
        .jvmArgs(jvm.toArray(String[]::new))
        .build();
  }

  private static TimeUnit unit(Contender contender) {
    return contender.unit().equals("ns") ? TimeUnit.NANOSECONDS : TimeUnit.SECONDS;
  }

  private static String tail(String log) {
    List<String> lines = log.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }
}
