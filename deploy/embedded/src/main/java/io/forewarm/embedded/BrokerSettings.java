package io.forewarm.embedded;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of a broker that is its own controller, alone, small and on loopback only.
 *
 * @param port of clients
 * @param controllerPort of the controller, which is in the same process
 * @param dir folder of the logs
 * @param extra Kafka's own settings, which go before those given here
 */
record BrokerSettings(int port, int controllerPort, Path dir, Map<String, String> extra) {
  static final int NODE = 1;
  static final String CONTROLLER = "CONTROLLER";
  static final int READY_WITHIN_MS = 90_000;

  private static final String HOST = "127.0.0.1";

  String bootstrapServers() {
    return HOST + ":" + port;
  }

  Map<String, String> toMap() {
    Map<String, String> settings = new LinkedHashMap<>();
    identity(settings);
    alone(settings);
    small(settings);
    settings.putAll(extra);
    return settings;
  }

  private void identity(Map<String, String> settings) {
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE));
    settings.put("controller.quorum.voters", NODE + "@" + HOST + ":" + controllerPort);
    settings.put("controller.listener.names", CONTROLLER);
    settings.put("inter.broker.listener.name", "BROKER");
    settings.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
    String broker = "BROKER://" + HOST + ":" + port;
    settings.put("listeners", broker + ",CONTROLLER://" + HOST + ":" + controllerPort);
    settings.put("advertised.listeners", broker);
    settings.put("log.dirs", dir.toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("initial.broker.registration.timeout.ms", Integer.toString(READY_WITHIN_MS));
    settings.put("server.max.startup.time.ms", Integer.toString(READY_WITHIN_MS));
  }

  /** One broker has no second copy to give, and nobody to wait for. */
  private static void alone(Map<String, String> settings) {
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.min.session.timeout.ms", "500");
  }

  /** The cleaner's buffer alone would be 128 MB, and each index file 10 MB. */
  private static void small(Map<String, String> settings) {
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
    settings.put("log.index.size.max.bytes", Integer.toString(1 << 20));
    settings.put("log.segment.bytes", Integer.toString(64 << 20));
    settings.put("log.preallocate", "false");
    settings.put("num.partitions", "1");
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
  }
}
