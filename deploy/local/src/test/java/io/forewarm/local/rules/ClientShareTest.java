package io.forewarm.local.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forewarm.client.Forewarm;
import io.forewarm.client.ForewarmConfig;
import io.forewarm.client.Region;
import io.forewarm.client.RegionConfig;
import io.forewarm.client.codec.Codec;
import io.forewarm.embedded.Embedded;
import io.forewarm.local.CommandRun;
import io.forewarm.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A rule for a share of the clients, put by the command, read by each client from the topic. */
@Tag("integration")
class ClientShareTest {
  private static final int CLIENTS = 16;
  private static final int KEYS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Topics topics = Embedded.topics(Embedded.uniquePrefix("client-share"), 1);
  private final List<Forewarm> clients = new ArrayList<>();
  private final List<Region<Integer, String>> regions = new ArrayList<>();

  @AfterEach
  void close() {
    clients.forEach(Forewarm::close);
  }

  private void put(String mode, String share) {
    CommandRun run =
        CommandRun.of(
            "rules",
            "put",
            "things",
            "--mode",
            mode,
            "--act-clients",
            share,
            "--bootstrap-server",
            Embedded.kafka().bootstrapServers(),
            "--prefix",
            topics.prefix());
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  /** Numbers of the clients that act for a key. */
  private Set<Integer> acting(int key) {
    Set<Integer> acting = new TreeSet<>();
    for (int client = 0; client < CLIENTS; client++) {
      if (regions.get(client).acts(key)) {
        acting.add(client);
      }
    }
    return acting;
  }

  /** Waits until so many clients act, each for all keys, and returns which. */
  private Set<Integer> settled(int least, int most) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(acting(0)).hasSizeBetween(least, most);
              for (int key = 1; key < KEYS; key++) {
                assertThat(acting(key)).isEqualTo(acting(0));
              }
            });
    return acting(0);
  }

  @Test
  void aRuleMovesAShareOfTheClientsOverAndBack() {
    put("act", "100%");
    for (int client = 0; client < CLIENTS; client++) {
      Forewarm forewarm =
          Forewarm.connect(
              ForewarmConfig.builder("service-" + client)
                  .redis(Embedded.redis().url())
                  .kafka(Embedded.kafka().bootstrapServers())
                  .topics(topics)
                  .build());
      clients.add(forewarm);
      regions.add(
          forewarm.open(
              RegionConfig.builder("things", Integer.class, "{id}")
                  .codec(Codec.utf8())
                  .softTtl(Duration.ofMinutes(1))
                  .loader(id -> "thing " + id)
                  .build()));
    }
    settled(CLIENTS, CLIENTS);

    put("act", "50%");
    Set<Integer> half = settled(1, CLIENTS - 1);
    put("act", "95%");
    assertThat(settled(half.size() + 1, CLIENTS)).containsAll(half);

    put("observe", "100%");
    settled(0, 0);
    assertThat(regions.get(0).get(1)).isEqualTo("thing 1");
  }
}
