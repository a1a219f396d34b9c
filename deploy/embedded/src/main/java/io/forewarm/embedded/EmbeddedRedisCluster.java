package io.forewarm.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A real Redis Cluster on loopback: 3 masters with a third of the slots each, 3 replicas. Ready
 * when every replica has its master's data: one that has not is never promoted.
 */
public final class EmbeddedRedisCluster implements AutoCloseable {
  private static final int MASTERS = 3;
  private static final int SLOTS = 16_384;
  private static final Duration READY = Duration.ofSeconds(60);

  private final List<EmbeddedRedis> nodes;

  private EmbeddedRedisCluster(List<EmbeddedRedis> nodes) {
    this.nodes = List.copyOf(nodes);
  }

  /**
   * Starts a cluster on free ports.
   *
   * @throws IllegalStateException if it is not ready within 60 s
   */
  public static EmbeddedRedisCluster start() {
    List<EmbeddedRedis> nodes = new ArrayList<>();
    for (int i = 0; i < 2 * MASTERS; i++) {
      nodes.add(node());
    }
    EmbeddedRedisCluster cluster = new EmbeddedRedisCluster(nodes);
    try {
      cluster.form();
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** The addresses of all nodes, as Redisson and most clients take them. */
  public List<String> urls() {
    return nodes.stream().map(EmbeddedRedis::url).toList();
  }

  /** The nodes: at the start the first three are masters, and the replica of node i is i + 3. */
  public List<EmbeddedRedis> nodes() {
    return nodes;
  }

  /**
   * Returns when all slots are served and every living replica has its master's data.
   *
   * @throws IllegalStateException if that takes more than 60 s
   */
  public void awaitReady() {
    for (EmbeddedRedis node : nodes) {
      if (node.isAlive()) {
        Patience.await("cluster node " + node.port() + " is ready", READY, () -> isReady(node));
      }
    }
  }

  /** Stops all nodes. */
  @Override
  public void close() {
    nodes.forEach(EmbeddedRedis::close);
  }

  private static EmbeddedRedis node() {
    return EmbeddedRedis.builder()
        .setting("cluster-enabled", "yes")
        .setting("cluster-port", Integer.toString(FreePorts.take()))
        .setting("cluster-node-timeout", "2000")
        .setting("cluster-announce-ip", "127.0.0.1")
        .setting("repl-diskless-sync-delay", "0")
        .build();
  }

  private void form() {
    List<CompletableFuture<Void>> starts =
        nodes.stream().map(node -> CompletableFuture.runAsync(node::restart)).toList();
    starts.forEach(CompletableFuture::join);
    for (int i = 0; i < MASTERS; i++) {
      int first = SLOTS * i / MASTERS;
      int last = SLOTS * (i + 1) / MASTERS - 1;
      order(nodes.get(i), "CLUSTER", "ADDSLOTSRANGE", text(first), text(last));
      order(nodes.get(i), "CLUSTER", "SET-CONFIG-EPOCH", text(i + 1));
    }
    for (EmbeddedRedis node : nodes.subList(1, nodes.size())) {
      order(
          nodes.get(0),
          "CLUSTER",
          "MEET",
          "127.0.0.1",
          text(node.port()),
          node.setting("cluster-port"));
    }
    for (EmbeddedRedis node : nodes) {
      Patience.await("cluster node " + node.port() + " knows all", READY, () -> knowsAll(node));
    }
    for (int i = 0; i < MASTERS; i++) {
      String master = order(nodes.get(i), "CLUSTER", "MYID");
      order(nodes.get(i + MASTERS), "CLUSTER", "REPLICATE", master);
    }
    awaitReady();
  }

  private boolean knowsAll(EmbeddedRedis node) throws IOException {
    return node.send("CLUSTER", "INFO").contains("cluster_known_nodes:" + nodes.size())
        && !node.send("CLUSTER", "NODES").contains("handshake");
  }

  private static boolean isReady(EmbeddedRedis node) throws IOException {
    String cluster = node.send("CLUSTER", "INFO");
    String replication = node.send("INFO", "replication");
    return cluster.contains("cluster_state:ok")
        && (replication.contains("role:master") || replication.contains("master_link_status:up"));
  }

  private static String order(EmbeddedRedis node, String... words) {
    try {
      return node.send(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(int number) {
    return Integer.toString(number);
  }
}
