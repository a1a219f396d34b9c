package io.forewarm.embedded;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;

/**
 * The broker as a process of its own. Arguments are {@code name=value}, or a file of such lines:
 * {@code port}, {@code dir}, {@code clock.ahead} as {@code PT1H}, and any of Kafka's own settings.
 * Prints {@code READY bootstrap=HOST:PORT} when it answers, and ends in order on SIGTERM.
 */
public final class KafkaProcess {
  private KafkaProcess() {}

  /** Runs until the process is told to end. */
  public static void main(String... args) throws IOException, InterruptedException {
    EmbeddedKafka kafka = configure(parse(args)).start();
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  kafka.close();
                  ended.countDown();
                },
                "stop-broker"));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println("READY bootstrap=" + kafka.bootstrapServers());
    ended.await();
  }

  static EmbeddedKafka.Builder configure(Properties settings) {
    EmbeddedKafka.Builder builder = EmbeddedKafka.builder();
    for (String name : settings.stringPropertyNames()) {
      String value = settings.getProperty(name);
      switch (name) {
        case "port" -> builder.port(Integer.parseInt(value));
        case "dir" -> builder.dir(Path.of(value));
        case "clock.ahead" -> builder.clockAhead(Duration.parse(value));
        default -> builder.setting(name, value);
      }
    }
    return builder;
  }

  static Properties parse(String... args) throws IOException {
    Properties settings = new Properties();
    for (String arg : args) {
      int equals = arg.indexOf('=');
      if (equals > 0) {
        settings.setProperty(arg.substring(0, equals), arg.substring(equals + 1));
      } else {
        try (Reader file = Files.newBufferedReader(Path.of(arg))) {
          settings.load(file);
        }
      }
    }
    return settings;
  }
}
