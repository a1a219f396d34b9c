package io.forewarm.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/** A real KRaft broker in this JVM, on loopback, with its controller in the same process. */
public final class EmbeddedKafka implements AutoCloseable {
  private final BrokerSettings settings;
  private final TemporaryFolder folder;
  private final Time time;
  private @Nullable KafkaRaftServer server;

  private EmbeddedKafka(BrokerSettings settings, TemporaryFolder folder, Time time) {
    this.settings = settings;
    this.folder = folder;
    this.time = time;
  }

  /** Starts a broker on free ports, in a folder that {@link #close} deletes. */
  public static EmbeddedKafka start() {
    return builder().start();
  }

  /** Begins a broker with settings of its own. */
  public static Builder builder() {
    return new Builder();
  }

  /** The address that clients connect to. */
  public String bootstrapServers() {
    return settings.bootstrapServers();
  }

  /** The folder of its data. */
  public Path dir() {
    return folder.path();
  }

  /** Stops the broker in order; its data stay. Nothing happens if it is stopped. */
  public synchronized void stop() {
    KafkaRaftServer running = server;
    if (running != null) {
      server = null;
      running.shutdown();
      running.awaitShutdown();
    }
  }

  /**
   * Stops the broker if it runs, and starts it on the same ports with the same data.
   *
   * @throws IllegalStateException if it does not answer within 90 s
   */
  public synchronized void restart() {
    stop();
    KafkaRaftServer next = new KafkaRaftServer(new KafkaConfig(settings.toMap()), time);
    server = next;
    next.startup();
    awaitAnswer();
  }

  /** Stops the broker and deletes its data, unless the folder was given. */
  @Override
  public void close() {
    stop();
    folder.delete();
  }

  private void format() {
    if (Files.exists(settings.dir().resolve("meta.properties"))) {
      return;
    }
    try (PrintStream silence =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(silence)
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
          .setNodeId(BrokerSettings.NODE)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName(BrokerSettings.CONTROLLER)
          .setDirectories(List.of(settings.dir().toString()))
          .setMetadataLogDirectory(Optional.of(settings.dir().toString()))
          .run();
    } catch (Exception e) {
      throw new IllegalStateException("cannot format " + settings.dir(), e);
    }
  }

  private void awaitAnswer() {
    int limit = BrokerSettings.READY_WITHIN_MS;
    Map<String, Object> config =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers(),
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            limit);
    try (Admin admin = Admin.create(config)) {
      admin.describeCluster().nodes().get(limit, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the broker at " + bootstrapServers() + " is silent", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the broker starts", e);
    }
  }

  /** Settings of a broker; what is not set is chosen. */
  public static final class Builder {
    private final Map<String, String> extra = new LinkedHashMap<>();
    private int port;
    private Duration clockAhead = Duration.ZERO;
    private @Nullable Path dir;

    private Builder() {}

    /** Sets how far its clock goes before this machine's; negative: behind it. */
    public Builder clockAhead(Duration ahead) {
      this.clockAhead = ahead;
      return this;
    }

    /** Sets the port of clients, 1 to 65535; unset or 0 takes a free one. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /** Sets the folder of the data, which then outlives the broker; an existing one goes on. */
    public Builder dir(Path dir) {
      this.dir = dir;
      return this;
    }

    /** Sets one of Kafka's own settings, before any that are chosen here. */
    public Builder setting(String name, String value) {
      extra.put(name, value);
      return this;
    }

    /** Returns the broker, formatted and not started: {@link EmbeddedKafka#restart} starts it. */
    public EmbeddedKafka build() {
      TemporaryFolder folder =
          dir == null ? TemporaryFolder.create("kafka") : TemporaryFolder.kept(dir);
      int chosen = port == 0 ? FreePorts.take() : port;
      BrokerSettings settings =
          new BrokerSettings(chosen, FreePorts.take(), folder.path(), Map.copyOf(extra));
      EmbeddedKafka kafka = new EmbeddedKafka(settings, folder, ShiftedTime.of(clockAhead));
      kafka.format();
      return kafka;
    }

    /**
     * Returns the broker when it answers.
     *
     * @throws IllegalStateException if it does not within 90 s
     */
    public EmbeddedKafka start() {
      EmbeddedKafka kafka = build();
      try {
        kafka.restart();
        return kafka;
      } catch (RuntimeException e) {
        kafka.close();
        throw e;
      }
    }
  }
}
