package io.forewarm.local.guarantee;

import io.forewarm.embedded.EmbeddedRedis;
import io.forewarm.embedded.FaultyLink;
import io.forewarm.embedded.FreePorts;
import io.forewarm.schemas.TopicCreation;
import io.forewarm.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * Broker, Redis and app, each a process of its own, and for each service links to the broker and to
 * Redis that can be cut. Through a link the broker names itself by the link's own port, else
 * clients would go past it.
 */
final class Installation implements AutoCloseable {
  private static final String HOST = "127.0.0.1:";

  final Topics topics = new Topics("guarantee.", 2);
  final EmbeddedRedis redis = EmbeddedRedis.start();
  final List<Links> links = List.of(new Links(redis), new Links(redis));
  private final int brokerPort = FreePorts.take();
  private final int controllerPort = FreePorts.take();
  private final Path folder;
  private Program broker;
  private Program app;
  private int starts;

  /** The ways of one service to Redis and to a listener of its own of the broker. */
  static final class Links implements AutoCloseable {
    final FaultyLink toRedis;
    final FaultyLink toBroker;
    private final int listener = FreePorts.take();

    private Links(EmbeddedRedis redis) {
      toRedis = FaultyLink.before(redis.port());
      toBroker = FaultyLink.before(listener);
    }

    @Override
    public void close() {
      toRedis.close();
      toBroker.close();
    }
  }

  /**
   * Starts all; returns when the app is ready.
   *
   * @param folder of logs and data
   */
  Installation(Path folder) {
    this.folder = folder;
    broker = newBroker(Duration.ZERO);
    broker.awaitReady();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
      TopicCreation.create(admin, topics, (short) 1);
    }
    app = newApp();
    app.awaitReady();
  }

  /** Where the broker is, without a link. */
  String bootstrap() {
    return HOST + brokerPort;
  }

  /**
   * Starts a service.
   *
   * @param number of its links
   */
  Program service(int number, String name, Service.Plan plan, int truthPort) {
    return start(
        name,
        ServiceProcess.class.getName(),
        List.of(
            name,
            HOST + links.get(number).toBroker.port(),
            "redis://" + HOST + links.get(number).toRedis.port(),
            topics.prefix(),
            Integer.toString(topics.partitions()),
            Integer.toString(truthPort),
            plan.region(),
            Integer.toString(plan.keys()),
            Long.toString(plan.maxStaleness().toMillis()),
            Long.toString(plan.seed())));
  }

  private Program start(String name, String main, List<String> arguments) {
    return Program.start(folder.resolve(++starts + "-" + name + ".log"), main, arguments);
  }

  private Program newBroker(Duration clockAhead) {
    String own = "BROKER://" + HOST + brokerPort;
    String a = "A://" + HOST;
    String b = "B://" + HOST;
    return start(
        "broker",
        "io.forewarm.embedded.KafkaProcess",
        List.of(
            "port=" + brokerPort,
            "dir=" + folder.resolve("broker"),
            "clock.ahead=" + clockAhead,
            "broker.session.timeout.ms=1000",
            "broker.heartbeat.interval.ms=200",
            "controller.quorum.voters=1@" + HOST + controllerPort,
            "listener.security.protocol.map="
                + "BROKER:PLAINTEXT,A:PLAINTEXT,B:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "listeners="
                + String.join(
                    ",",
                    own,
                    a + links.get(0).listener,
                    b + links.get(1).listener,
                    "CONTROLLER://" + HOST + controllerPort),
            "advertised.listeners="
                + String.join(
                    ",", own, a + links.get(0).toBroker.port(), b + links.get(1).toBroker.port())));
  }

  private Program newApp() {
    List<String> arguments = new ArrayList<>();
    for (String setting :
        List.of(
            "kafka.bootstrap.servers=" + bootstrap(),
            "kafka.session.timeout.ms=3000",
            "redis.url=" + redis.url(),
            "topics.prefix=" + topics.prefix(),
            "topics.partitions=" + topics.partitions(),
            "http.port=0",
            "streams.threads=1",
            "streams.state-dir=" + folder.resolve("state"))) {
      arguments.addAll(List.of("--set", setting));
    }
    return start("app", "io.forewarm.streams.App", arguments);
  }

  Program broker() {
    return broker;
  }

  Program app() {
    return app;
  }

  void killBroker() {
    broker.close();
  }

  /** Starts the broker again with its data; its clock may have been set. */
  void startBroker(Duration clockAhead) {
    broker = newBroker(clockAhead);
  }

  void awaitBroker() {
    broker.awaitReady();
  }

  void killApp() {
    app.close();
  }

  void startApp() {
    app = newApp();
  }

  /** Waits until what was started again is ready. */
  void awaitReady() {
    broker.awaitReady();
    app.awaitReady();
  }

  @Override
  public void close() {
    app.close();
    broker.close();
    links.forEach(Links::close);
    redis.close();
  }
}
