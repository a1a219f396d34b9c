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
import io.forewarm.schemas.Rollout;
import io.forewarm.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A rule moves a share of the clients: each of them with all of its keys, or with none. */
@Tag("integration")
class ClientShareTest {
  private static final int CLIENTS = 8;
  private static final int KEYS = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String prefix = Embedded.uniquePrefix("client-share");
  private final Topics topics = Embedded.topics(prefix, 2);
  private final List<Forewarm> clients = new ArrayList<>();
  private final List<Region<Integer, String>> regions = new ArrayList<>();

  @BeforeEach
  void connect() {
    rule("--mode", "observe");
    for (int i = 0; i < CLIENTS; i++) {
      Forewarm client =
          Forewarm.connect(
              ForewarmConfig.builder("things-service")
                  .redis(Embedded.redis().url())
                  .redisPrefix(prefix)
                  .kafka(Embedded.kafka().bootstrapServers())
                  .topics(topics)
                  .build());
      clients.add(client);
      regions.add(
          client.open(
              RegionConfig.builder("things", Integer.class, "{id}")
                  .codec(Codec.utf8())
                  .loader(id -> "thing " + id)
                  .build()));
    }
  }

  @AfterEach
  void close() {
    clients.forEach(Forewarm::close);
  }

  @Test
  void aLargerShareKeepsTheClientsOfTheSmallerOne() throws Exception {
    for (Forewarm client : clients) {
      assertThat(client.awaitCurrent(PATIENCE)).isTrue();
    }
    assertThat(acting()).as("in observe").isEmpty();

    // The middle of all places, so that about half of them is in, and never all or none.
    double middle = middle();
    rule("--mode", "act", "--act-clients", Double.toString(middle));
    await().atMost(PATIENCE).until(() -> acting().size() == CLIENTS / 2);
    Set<Integer> half = acting();
    for (int client = 0; client < CLIENTS; client++) {
      assertThat(regions.get(client).get(7)).isEqualTo("thing 7");
    }

    rule("--mode", "act", "--act-clients", "100%");
    await().atMost(PATIENCE).until(() -> acting().size() == CLIENTS);
    rule("--mode", "act", "--act-clients", Double.toString(middle));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(acting()).isEqualTo(half));
    rule("--mode", "observe");
    await().atMost(PATIENCE).until(() -> acting().isEmpty());
  }

  /** Returns the clients that act; each does so with all keys or with none. */
  private Set<Integer> acting() {
    Set<Integer> acting = new TreeSet<>();
    for (int client = 0; client < CLIENTS; client++) {
      Region<Integer, String> region = regions.get(client);
      boolean first = region.acts(0);
      for (int key = 1; key < KEYS; key++) {
        if (region.acts(key) != first) {
          return Set.of(); // the rule came in between: looked at again
        }
      }
      if (first) {
        acting.add(client);
      }
    }
    return acting;
  }

  private double middle() {
    List<Double> places = new ArrayList<>();
    for (Forewarm client : clients) {
      places.add(place(client.clientId()));
    }
    Collections.sort(places);
    return (places.get(CLIENTS / 2 - 1) + places.get(CLIENTS / 2)) / 2;
  }

  /** Finds by halving from which share on a client is in. */
  private static double place(String clientId) {
    double out = 0;
    double in = 1;
    for (int i = 0; i < 40; i++) {
      double share = (out + in) / 2;
      if (new Rollout(null, 1, share).acts("things:1", clientId)) {
        in = share;
      } else {
        out = share;
      }
    }
    return in;
  }

  private void rule(String... options) {
    List<String> words = new ArrayList<>(List.of("rules", "put", "things"));
    words.addAll(List.of(options));
    words.addAll(List.of("--soft-ttl", "60s", "--hard-ttl", "10m"));
    words.addAll(
        List.of("--bootstrap-server", Embedded.kafka().bootstrapServers(), "--prefix", prefix));
    CommandRun run = CommandRun.of(words.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
  }
}
