package io.forewarm.streams.hotkeys;

import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.ForewarmTopology;
import io.forewarm.streams.PipelineConfig;
import io.forewarm.streams.StreamsSettings;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;

/** The pipeline in a process of its own, which can be killed without a word. */
final class PipelineChild implements AutoCloseable {
  /** A window longer than the test: every count of the test must be in it, just once. */
  static final HotKeyConfig CONFIG =
      HotKeyConfig.DEFAULT
          .with(HotThreshold.ofReads(100, 1e-9, 1e9))
          .withWindows(List.of(Duration.ofSeconds(10), Duration.ofMinutes(20)));

  private final Process process;

  private PipelineChild(Process process) {
    this.process = process;
  }

  static PipelineChild start(String bootstrap, Topics topics, Path folder) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    ProcessBuilder builder =
        new ProcessBuilder(
            java,
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-cp",
            classes,
            PipelineChild.class.getName(),
            bootstrap,
            topics.prefix(),
            Integer.toString(topics.partitions()),
            folder.toString());
    File log = folder.resolve("child.log").toFile();
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    try {
      return new PipelineChild(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it at once, without any chance to save or commit. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  /** Runs until killed, or until its parent is gone. */
  public static void main(String[] args) {
    Topics topics = new Topics(args[1], Integer.parseInt(args[2]));
    StreamsSettings settings =
        new StreamsSettings(
            topics,
            Map.of("bootstrap.servers", args[0], "auto.offset.reset", "earliest"),
            Path.of(args[3], "state"),
            "only",
            1,
            0,
            Duration.ofMillis(100));
    KafkaStreams streams =
        new KafkaStreams(
            ForewarmTopology.build(
                topics, new RecordSerdes(Map.of()), PipelineConfig.DEFAULT.with(CONFIG)),
            settings.toProperties());
    streams.setUncaughtExceptionHandler(settings.uncaught());
    streams.start();
    ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().join());
    Runtime.getRuntime().halt(1);
  }
}
