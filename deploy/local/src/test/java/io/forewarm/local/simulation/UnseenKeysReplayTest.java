package io.forewarm.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each user reads the own profile and, nine times in ten, the own posts; nobody comes back. */
class UnseenKeysReplayTest {
  private static final int USERS = 3_000;

  @TempDir Path folder;

  @Test
  void whatAUserOfThisKindReadsNextIsWarmForAUserWhoWasNeverSeen() throws Exception {
    Random random = new Random(9);
    TreeMap<Long, String> reads = new TreeMap<>();
    long now = 0;
    for (int user = 1_000_000; user < 1_000_000 + USERS; user++) {
      now += 300 + random.nextInt(500);
      reads.put(now, "u" + user + ",get,user:" + user + ":profile");
      if (random.nextInt(10) > 0) {
        long later = now + 2_000 + random.nextInt(5_000);
        reads.put(later, "u" + user + ",get,user:" + user + ":posts:page:1");
      }
    }
    StringBuilder text = new StringBuilder("ts_ms,user,op,key,size,ttl_s\n");
    reads.forEach((at, read) -> text.append(at).append(',').append(read).append(",,\n"));
    Path trace = Files.writeString(folder.resolve("users.csv"), text);

    JsonNode report = Replayed.of(folder, trace, "--ttl", "300s").report();

    assertThat(report.get("lazy_hit_ratio").asDouble()).isZero();
    assertThat(report.get("hit_ratio").asDouble()).isGreaterThan(0.35);
    assertThat(report.get("useful_speculative_loads").asDouble())
        .isGreaterThan(0.85 * report.get("speculative_loads").asDouble());
  }
}
