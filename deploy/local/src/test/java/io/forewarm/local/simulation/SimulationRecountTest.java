package io.forewarm.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the traffic and the decisions alone anyone can count the hits again. */
class SimulationRecountTest {
  private static final int PAGES = 60;
  private static final int PARTS = 4;

  @TempDir Path folder;

  @Test
  void theDecisionsGiveTheHitRatioAgain() throws Exception {
    Path trace = pagesWithTheirParts();
    Replayed replayed = Replayed.of(folder, trace, "--capacity", "10%");
    JsonNode told = replayed.report();
    Deque<Replayed.Row> rows = new ArrayDeque<>(replayed.decisions());
    Set<String> held = new HashSet<>();
    int hits = 0;
    int warmed = 0;
    List<String> reads = Replayed.lines(trace);
    for (String line : reads) {
      long now = Long.parseLong(line.split(",", -1)[0]);
      String key = line.split(",", -1)[3];
      while (!rows.isEmpty() && rows.peek().at() < now) {
        warmed += take(rows.remove(), held);
      }
      if (held.contains(key)) {
        hits++;
      } else {
        assertThat(rows.peek()).isEqualTo(new Replayed.Row(now, key, "load"));
        take(rows.remove(), held);
        while (!rows.isEmpty() && rows.peek().action().equals("evict")) {
          take(rows.remove(), held);
        }
      }
      assertThat(held.size()).isLessThanOrEqualTo(PAGES * (PARTS + 1) / 10);
    }

    assertThat(told.get("requests").asInt()).isEqualTo(reads.size());
    assertThat(told.get("hit_ratio").asDouble()).isEqualTo((double) hits / reads.size());
    assertThat(told.get("speculative_loads").asInt()).isEqualTo(warmed).isPositive();
    assertThat(told.get("hit_ratio").asDouble())
        .isGreaterThan(told.get("wtinylfu_hit_ratio").asDouble() + 0.04);
  }

  private static int take(Replayed.Row row, Set<String> held) {
    if (row.action().equals("evict")) {
      assertThat(held.remove(row.key())).as(row.toString()).isTrue();
      return 0;
    }
    held.add(row.key());
    return row.action().equals("warm") ? 1 : 0;
  }

  /** Each page brings its parts, one a second. */
  private Path pagesWithTheirParts() throws IOException {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder("ts_ms,user,op,key,size,ttl_s\n");
    long now = 0;
    for (int visit = 0; visit < 3_000; visit++) {
      int page = random.nextInt(PAGES);
      for (int part = 0; part <= PARTS; part++) {
        now += 1_000;
        text.append(now).append(",u").append(visit).append(",get,/page/" + page + "/" + part);
        text.append(",2000,\n");
      }
    }
    return Files.writeString(folder.resolve("t.csv"), text);
  }
}
