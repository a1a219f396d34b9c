package io.forewarm.local.guarantee;

import io.forewarm.embedded.Leash;
import io.forewarm.embedded.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A Java program on the class path of the tests, as a process that faults can be done to. */
final class Program implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Leash leash;
  private final Path output;

  private Program(Process process, Path output) {
    this.process = process;
    this.leash = Leash.on(process.pid());
    this.output = output;
  }

  /**
   * Starts a program; it ends with this JVM.
   *
   * @param output what it prints goes there
   */
  static Program start(Path output, String main, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=io/forewarm/local/stack/child-logback.xml",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                main));
    command.addAll(arguments);
    try {
      return new Program(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.to(output.toFile()))
              .start(),
          output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it says that it is ready. */
  void awaitReady() {
    Awaitility.await(output.getFileName().toString())
        .atMost(PATIENCE)
        .until(() -> !process.isAlive() || isReady());
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "%s ended with %d: %s".formatted(output, process.exitValue(), printed()));
    }
  }

  private String printed() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isReady() {
    return printed().lines().anyMatch(line -> line.startsWith("READY"));
  }

  /** Stops its time: SIGSTOP. */
  void pause() {
    Signal.STOP.send(process.pid());
  }

  /** Lets it go on: SIGCONT. */
  void resume() {
    Signal.CONT.send(process.pid());
  }

  /** Ends it at once: SIGKILL. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    leash.close();
  }
}
