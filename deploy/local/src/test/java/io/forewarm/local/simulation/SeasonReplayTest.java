package io.forewarm.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five evenings from 18:00 on, on which films are watched that nobody asks for by day, beside pages
 * that are read day and night. Entries live for 5 minutes.
 */
class SeasonReplayTest {
  private static final int FILMS = 20;
  private static final int PAGES = 40;
  private static final int DAYS = 5;
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  /** A Monday in November 2023, 00:00. */
  private static final long START = 19_674 * DAY;

  private static final long FIFTH_EVENING = START + 4 * DAY + 18 * HOUR;

  @TempDir Path folder;

  @Test
  void theFifthEveningIsWarmBeforeItBegins() throws Exception {
    Path trace = evenings();
    Replayed replayed = Replayed.of(folder, trace, "--ttl", "300s", "--load-time", "50ms");

    Set<String> warmed = new HashSet<>();
    int inVain = 0;
    for (Replayed.Row row : replayed.decisions()) {
      boolean film = row.key().startsWith("/film/") && row.action().equals("warm");
      boolean evening = row.at() >= FIFTH_EVENING - 10 * MINUTE && row.at() < FIFTH_EVENING;
      if (film && evening) {
        warmed.add(row.key());
      } else if (film && row.at() % DAY < 17 * HOUR) {
        inVain++;
      }
    }
    assertThat(warmed).hasSize(FILMS);
    assertThat(inVain).as("films loaded by day").isZero();
    assertThat(loads(replayed, START + 18 * HOUR)).as("first evening").isGreaterThan(FILMS - 3);
    assertThat(loads(replayed, FIFTH_EVENING))
        .as("films for which somebody waits from 18:00 on, and from 19:00 on")
        .isLessThanOrEqualTo(loads(replayed, FIFTH_EVENING + HOUR));
  }

  private static long loads(Replayed replayed, long from) {
    return replayed.decisions().stream()
        .filter(row -> row.at() >= from && row.at() < from + 5 * MINUTE)
        .filter(row -> row.key().startsWith("/film/") && row.action().equals("load"))
        .count();
  }

  private Path evenings() throws IOException {
    Random random = new Random(5);
    TreeMap<Long, String> reads = new TreeMap<>();
    for (int day = 0; day < DAYS; day++) {
      long midnight = START + day * DAY;
      for (long at = midnight; at < midnight + DAY; at += random.nextInt(40_000)) {
        reads.put(at, "/page/" + random.nextInt(1 + random.nextInt(PAGES)));
      }
      long evening = midnight + 18 * HOUR;
      for (long at = evening; at < evening + 2 * HOUR; at += random.nextInt(2_000)) {
        reads.put(at, "/film/" + random.nextInt(FILMS));
      }
    }
    StringBuilder text = new StringBuilder("ts_ms,user,op,key,size,ttl_s\n");
    reads.forEach((at, key) -> text.append(at).append(",,get,").append(key).append(",,\n"));
    return Files.writeString(folder.resolve("evenings.csv"), text);
  }
}
