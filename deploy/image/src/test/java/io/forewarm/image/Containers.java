package io.forewarm.image;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Volume;
import io.forewarm.schemas.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;

/** Kafka, Redis and the app, each in a container; the app as the chart would run it. */
final class Containers implements AutoCloseable {
  private static final int HTTP = 8390;
  private static final int REDIS = 6379;
  private static final Duration START = Duration.ofMinutes(2);

  final Topics topics = new Topics(Topics.DEFAULT_PREFIX, Topics.DEFAULT_PARTITIONS);
  final GenericContainer<?> app;
  private final Network network = Network.newNetwork();
  private final KafkaContainer kafka;
  private final GenericContainer<?> redis;

  /** Starts them, else skips the test by what is missing. */
  @SuppressWarnings("resource")
  Containers() {
    var image = ContainerImage.installed(System.getProperty("image.name"));
    kafka =
        new KafkaContainer(
                ContainerImage.installed(System.getProperty("image.kafka"))
                    .asCompatibleSubstituteFor("apache/kafka"))
            .withImagePullPolicy(name -> false)
            .withNetwork(network)
            .withNetworkAliases("kafka")
            .withListener("kafka:19092")
            .withStartupTimeout(START);
    redis =
        new GenericContainer<>(ContainerImage.installed(System.getProperty("image.redis")))
            .withImagePullPolicy(name -> false)
            .withNetwork(network)
            .withNetworkAliases("redis")
            .withExposedPorts(REDIS);
    app =
        new GenericContainer<>(image)
            .withImagePullPolicy(name -> false)
            .withNetwork(network)
            .withExposedPorts(HTTP)
            .withEnv("FOREWARM_KAFKA_BOOTSTRAP_SERVERS", "kafka:19092")
            .withEnv("FOREWARM_REDIS_URL", "redis://redis:" + REDIS)
            .withEnv("FOREWARM_STREAMS_INSTANCE_ID", "app-0")
            .withEnv("JDK_JAVA_OPTIONS", "-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError")
            .withTmpFs(Map.of("/tmp", "exec,size=256m"))
            .withCreateContainerCmdModifier(
                command ->
                    command
                        .withVolumes(new Volume("/var/lib/forewarm"))
                        .getHostConfig()
                        .withReadonlyRootfs(true)
                        .withCapDrop(Capability.ALL)
                        .withSecurityOpts(List.of("no-new-privileges"))
                        .withMemory(1536L << 20))
            .waitingFor(Wait.forLogMessage("READY .*\\n", 1))
            .withStartupTimeout(START);
    try {
      kafka.start();
      redis.start();
      app.start();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  String kafka() {
    return kafka.getBootstrapServers();
  }

  String redis() {
    return "redis://" + redis.getHost() + ":" + redis.getMappedPort(REDIS);
  }

  /** Asks the app; its port is another one after each start. */
  HttpResponse<String> get(String path) throws Exception {
    String port =
        app.getCurrentContainerInfo()
            .getNetworkSettings()
            .getPorts()
            .getBindings()
            .get(ExposedPort.tcp(HTTP))[0]
            .getHostPortSpec();
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://" + app.getHost() + ":" + port + path))
                .timeout(Duration.ofSeconds(10))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    app.stop();
    redis.stop();
    kafka.stop();
    network.close();
  }
}
