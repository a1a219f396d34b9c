package io.forewarm.local.stack;

import io.forewarm.embedded.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** A started process: what it prints goes to its log, where one line says that it is ready. */
final class ChildProcess {
  private final Process process;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<Integer> ended;
  private volatile boolean expectedToEnd;
  private volatile boolean paused;

  private ChildProcess(Process process, IntConsumer died) {
    this.process = process;
    this.ended = process.onExit().thenApply(gone -> ended(gone, died));
  }

  /**
   * Starts a process.
   *
   * @param log what it prints is added there
   * @param died told of an end, with the exit code, that came after the process was ready and that
   *     was not asked for
   */
  static ChildProcess start(Launch launch, Tether tether, Path log, IntConsumer died)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(tether.around(launch.command())).redirectErrorStream(true);
    builder.environment().putAll(launch.environment());
    ChildProcess child = new ChildProcess(builder.start(), died);
    Thread pump = new Thread(() -> child.pump(log, launch), "log of " + launch.part().label());
    pump.setDaemon(true);
    pump.start();
    return child;
  }

  private void pump(Path log, Launch launch) {
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Writer out =
            Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        out.write(line);
        out.write('\n');
        if (!lines.ready()) {
          out.flush();
        }
        if (launch.ready().matcher(line).find()) {
          ready.complete(null);
        }
      }
    } catch (IOException e) {
      ready.completeExceptionally(new UncheckedIOException("cannot write " + log, e));
    }
  }

  private int ended(Process gone, IntConsumer died) {
    untie(gone);
    if (ready.isDone() && !expectedToEnd) {
      died.accept(gone.exitValue());
    }
    return gone.exitValue();
  }

  /** Lets the tether go: it would otherwise wait on for a process that is gone. */
  private static void untie(Process gone) {
    try {
      gone.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Completes when the process has said that it is ready. */
  CompletableFuture<Void> ready() {
    return ready;
  }

  /** Completes with the exit code, 128 + n after signal n. */
  CompletableFuture<Integer> ended() {
    return ended;
  }

  /** Stops the process's time: its connections stay open and nothing answers. */
  void pause() {
    Signal.STOP.send(pid());
    paused = true;
  }

  /** Lets a paused process go on. */
  void resume() {
    Signal.CONT.send(pid());
    paused = false;
  }

  void kill() throws InterruptedException {
    expectedToEnd = true;
    process.destroyForcibly().waitFor();
  }

  /** Asks the process to end, waits, and kills it when it has not ended in time. */
  void end(Duration grace) throws InterruptedException {
    expectedToEnd = true;
    if (paused && isAlive()) {
      resume();
    }
    process.destroy();
    if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
    }
  }

  /** Like {@link #end}, but an interrupt only makes it quicker, and is kept for the caller. */
  void endWhateverComes(Duration grace) {
    try {
      end(grace);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      ended.join();
      Thread.currentThread().interrupt();
    }
  }
}
