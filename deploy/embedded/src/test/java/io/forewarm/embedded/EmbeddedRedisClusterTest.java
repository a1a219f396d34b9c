package io.forewarm.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class EmbeddedRedisClusterTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void aReplicaTakesOverWithTheData() throws IOException {
    try (EmbeddedRedisCluster cluster = EmbeddedRedisCluster.start()) {
      assertThat(cluster.urls()).hasSize(6).doesNotHaveDuplicates();
      EmbeddedRedis master = cluster.nodes().get(0);
      EmbeddedRedis replica = cluster.nodes().get(3);
      assertThat(replica.send("INFO", "replication")).contains("master_port:" + master.port());
      // {06S} is in slot 0, which the first master serves
      master.send("SET", "{06S}", "kept");
      assertThat(master.send("WAIT", "1", "2000")).isEqualTo("1");

      master.kill();

      await()
          .atMost(LIMIT)
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(replica.send("GET", "{06S}")).isEqualTo("kept"));
      cluster.awaitReady();

      master.restart();

      await()
          .atMost(LIMIT)
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(master.send("INFO", "replication"))
                      .contains("role:slave", "master_link_status:up"));
    }
  }
}
