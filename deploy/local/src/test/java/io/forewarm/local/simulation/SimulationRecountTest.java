package io.forewarm.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forewarm.local.replay.ReplayCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** From the traffic and the decisions alone anyone can count the hits again. */
class SimulationRecountTest {
  private static final int PAGES = 60;
  private static final int PARTS = 4;

  @TempDir Path folder;

  private record Row(long at, String key, String action) {
    static Row of(String line) {
      String[] fields = line.split(",", -1);
      return new Row(Long.parseLong(fields[0]), fields[1], fields[2]);
    }
  }

  @Test
  void theDecisionsGiveTheHitRatioAgain() throws Exception {
    Path trace = pagesWithTheirParts();
    JsonNode told = replay(trace, "--capacity", "10%");
    Deque<Row> rows = new ArrayDeque<>();
    lines(folder.resolve("decisions.csv")).forEach(line -> rows.add(Row.of(line)));
    Set<String> held = new HashSet<>();
    int hits = 0;
    int warmed = 0;
    List<String> reads = lines(trace);
    for (String line : reads) {
      long now = Long.parseLong(line.split(",", -1)[0]);
      String key = line.split(",", -1)[3];
      while (!rows.isEmpty() && rows.peek().at < now) {
        warmed += take(rows.remove(), held);
      }
      if (held.contains(key)) {
        hits++;
      } else {
        assertThat(rows.peek()).isEqualTo(new Row(now, key, "load"));
        take(rows.remove(), held);
        while (!rows.isEmpty() && rows.peek().action.equals("evict")) {
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

  private static int take(Row row, Set<String> held) {
    if (row.action.equals("evict")) {
      assertThat(held.remove(row.key)).as(row.toString()).isTrue();
      return 0;
    }
    held.add(row.key);
    return row.action.equals("warm") ? 1 : 0;
  }

  private JsonNode replay(Path trace, String... options) throws IOException {
    Path json = folder.resolve("result.json");
    CommandLine line = new CommandLine(new ReplayCommand());
    line.setOut(new PrintWriter(new StringWriter()));
    line.setErr(new PrintWriter(new StringWriter()));
    List<String> arguments = new ArrayList<>(List.of(trace.toString(), "--json"));
    arguments.add(json.toString());
    arguments.addAll(List.of("--decisions", folder.resolve("decisions.csv").toString()));
    arguments.addAll(List.of(options));
    assertThat(line.execute(arguments.toArray(String[]::new))).isZero();
    return new ObjectMapper().readTree(json.toFile());
  }

  private static List<String> lines(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return lines.subList(1, lines.size());
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
