package io.forewarm.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.embedded.Embedded;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** However many threads of however many processes miss a key at once, the method is called once. */
@Tag("integration")
class OneLoadOfThreeProcessesTest {
  private static final int PROCESSES = 3;

  private final List<Reader> readers = new ArrayList<>();

  @AfterEach
  void stop() throws InterruptedException {
    for (Reader reader : readers) {
      reader.end();
    }
  }

  private void start() throws IOException {
    String prefix = Embedded.uniquePrefix("three");
    for (int i = 0; i < PROCESSES; i++) {
      readers.add(new Reader(prefix));
    }
    for (Reader reader : readers) {
      reader.await("ready");
    }
  }

  /** Calls of the method in all processes for one key that all read at once. */
  private int calls(String key) throws IOException {
    long at = System.currentTimeMillis() + 100;
    for (Reader reader : readers) {
      reader.tell("calls " + key + ' ' + at);
    }
    int calls = 0;
    for (Reader reader : readers) {
      calls += Integer.parseInt(reader.await("calls"));
    }
    return calls;
  }

  @Test
  void theMethodIsCalledOnceForEachKey() throws IOException {
    start();
    for (int round = 0; round < 5; round++) {
      assertThat(calls("sync-" + round)).as("sync, round %d", round).isEqualTo(1);
      assertThat(calls("plain-" + round)).as("plain, round %d", round).isEqualTo(1);
    }
  }

  @Test
  @Tag("proof")
  void alsoInAHundredRounds() throws IOException {
    start();
    for (int round = 0; round < 100; round++) {
      assertThat(calls("sync-" + round)).as("round %d", round).isEqualTo(1);
    }
  }

  /** A process that reads. */
  private static final class Reader {
    private final Process process;
    private final BufferedReader lines;
    private final Writer orders;

    Reader(String prefix) throws IOException {
      process =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElse("java"),
                  "-Xmx256m",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  CountedReader.class.getName(),
                  "--forewarm.redis.url=" + Embedded.redis().url(),
                  "--forewarm.redis.prefix=" + prefix)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      lines = process.inputReader(StandardCharsets.UTF_8);
      orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    void tell(String line) throws IOException {
      orders.write(line + '\n');
      orders.flush();
    }

    /** Returns what follows a word at the beginning of an answer. */
    String await(String word) throws IOException {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("> " + word)) {
          return line.substring(word.length() + 2).strip();
        }
      }
      throw new IOException("the process has ended before it said " + word);
    }

    void end() throws InterruptedException {
      try {
        orders.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }
}
