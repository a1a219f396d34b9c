package io.forewarm.benchmarks.stampede;

import io.forewarm.embedded.Leash;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of this class path that takes orders by its input and answers each with a line. */
final class ReaderProcess implements AutoCloseable {
  private final Process process;
  private final Leash leash;
  private final BufferedWriter orders;
  private final BufferedReader answers;

  private ReaderProcess(Process process) {
    this.process = process;
    this.leash = Leash.on(process.pid());
    this.orders =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a main class, which ends with this JVM. */
  static ReaderProcess start(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx192m");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1"); // four compilers would still be busy on few cores
    command.add("-Dlogback.configurationFile=io/forewarm/local/command-line-logback.xml");
    command.add(main.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    try {
      return new ReaderProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void order(String line) {
    try {
      orders.write(line);
      orders.newLine();
      orders.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("a reading process is gone", e);
    }
  }

  /** Waits for the next line. */
  String answer() {
    try {
      String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("a reading process has ended: see its errors above");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the process as a crash would (SIGKILL). */
  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
    process.onExit().join();
    leash.close();
  }
}
