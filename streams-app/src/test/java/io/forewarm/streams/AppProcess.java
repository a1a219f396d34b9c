package io.forewarm.streams;

import io.forewarm.embedded.Embedded;
import io.forewarm.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The app as a process of its own, on the shared broker and the shared Redis. */
public final class AppProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Path output;

  private AppProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts the app.
   *
   * @param folder of its state and its output
   * @param name of both, another for each start
   * @param settings key=value, beside the addresses and the topics
   */
  public static AppProcess start(Topics topics, Path folder, String name, String... settings) {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        new ArrayList<>(List.of(java, "-Xmx256m", "-cp", classPath, "io.forewarm.streams.App"));
    List<String> all =
        new ArrayList<>(
            List.of(
                "kafka.bootstrap.servers=" + Embedded.kafka().bootstrapServers(),
                "redis.url=" + Embedded.redis().url(),
                "topics.prefix=" + topics.prefix(),
                "topics.partitions=" + topics.partitions(),
                "http.port=0",
                "streams.threads=1",
                "streams.state-dir=" + folder.resolve(name)));
    all.addAll(List.of(settings));
    all.forEach(setting -> command.addAll(List.of("--set", setting)));
    Path output = folder.resolve(name + ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      return new AppProcess(process, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  /** Waits until the process says that it is ready, and returns how it says so. */
  public String awaitReady() {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                Files.readAllLines(output).stream()
                    .filter(line -> line.startsWith("READY"))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** Ends it at once, without any chance to save or commit: SIGKILL. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /**
   * Ends it in order: SIGTERM.
   *
   * @return its exit code
   */
  public int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("process " + pid() + " does not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
