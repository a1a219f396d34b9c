package io.forewarm.local.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.local.CommandRun;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.RegionStats;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.console.Boards;
import io.forewarm.streams.console.ConsoleConfig;
import io.forewarm.streams.console.ConsoleServer;
import io.forewarm.streams.console.HealthCheck;
import io.forewarm.streams.console.InspectionDesk;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The view of a console that really answers, and how a terminal gets it. */
class TopCommandTest {
  private final RecordSerdes serdes = new RecordSerdes(Map.of());
  private final Topics topics = new Topics("top.", 1);
  private final Boards boards = Boards.empty(Map.of(), topics);
  private final ConsoleServer console =
      ConsoleServer.start(
          "127.0.0.1",
          0,
          ConsoleConfig.DEFAULT,
          new ConsoleServer.Views(
              () -> "",
              new SimpleMeterRegistry(),
              List.of(),
              List.of(new HealthCheck("redis", () -> new HealthCheck.Finding(false, "no answer"))),
              boards,
              new InspectionDesk(() -> null, Duration::parse),
              Map.of(),
              topics,
              name -> false));

  private final int port = console.port();

  @AfterEach
  void stop() {
    console.close();
    assertThat(serdes).isNotNull();
  }

  private CommandRun top(String... args) {
    List<String> all = new ArrayList<>(List.of("top", "--app", "http://127.0.0.1:" + port));
    all.addAll(Arrays.asList(args));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private void fill() {
    long now = System.currentTimeMillis();
    for (int region = 0; region < 3; region++) {
      boards
          .regions()
          .put(
              "region-" + region,
              RegionStats.newBuilder()
                  .setFromMs(now - 2000)
                  .setToMs(now - 1000)
                  .setReads(1000L * (3 - region))
                  .setNearHits(500L * (3 - region))
                  .setRedisHits(400L * (3 - region))
                  .setStaleHits(0)
                  .setMisses(100L * (3 - region))
                  .setLoads(100)
                  .setLoadFailures(0)
                  .setLoadMicros(1_200_000)
                  .setWrites(10)
                  .build());
    }
    boards.hotKeys().put("evil", hot("evil:\u001b[2J", 10, now));
    boards.hotKeys().put("posts:post:7", hot("posts:post:7", 1234.5, now));
  }

  private static HotKey hot(String key, double rate, long now) {
    return HotKey.newBuilder()
        .setKey(key)
        .setRatePerSecond(rate)
        .setShare(0.25)
        .setRank(1)
        .setReads(100)
        .setWindowMs(10_000)
        .setSince(now - 42_000)
        .setUntil(now + 60_000)
        .setSources(List.of("web"))
        .setSizeBytes(2048)
        .build();
  }

  @Test
  void oneFrameSaysWhatTheAppKnows() {
    fill();

    CommandRun run = top("--once", "--rows", "2");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.lines().get(0))
        .startsWith("forewarm  http://127.0.0.1:")
        .endsWith("NOT READY  redis: no answer");
    assertThat(run.lines().get(1))
        .isEqualTo(
            "reads 600.0/s   hits 90.0 %   loads 30.0/s   load 12.0 ms   writes 3.0/s   memory no"
                + " bound   behind 0.0 s");
    assertThat(run.lines())
        .anyMatch(line -> line.matches("REGION +READS/S +HITS .* WAIT P95 +WRITES/S"))
        .anyMatch(line -> line.matches("region-0 +300.0 +90.0 % +50.0 % +0.0 % +10.0 +12.0 ms .*"))
        .anyMatch(line -> line.matches("posts:post:7 +1,234.5 +25.0 % +2,048 B +4[2-9] s +0 +web"))
        .contains("2 of 3 regions", "records/s  none");
    assertThat(run.out()).doesNotContain("\u001b").contains("evil:?[2J").doesNotContain("region-2");
  }

  @Test
  void framesFollowEachOtherWhereNothingCanBeMoved() {
    CommandRun run = top("--count", "2", "--every", "200ms");

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines()).filteredOn(line -> line.startsWith("forewarm  ")).hasSize(2);
    assertThat(run.out()).doesNotContain("\u001b").contains("\n\nforewarm  ");
  }

  @Test
  void withoutAnAppItSaysSo() {
    console.close();
    assertThat(top("--once"))
        .satisfies(run -> assertThat(run.exitCode()).isEqualTo(1))
        .satisfies(run -> assertThat(run.err()).contains("does not answer"));
    assertThat(top("--every", "1ms").exitCode()).isEqualTo(2);
  }

  @Test
  void aTerminalThatCanKeepsOneFrame() {
    StringWriter text = new StringWriter();
    Map<String, String> environment = Map.of("TERM", "xterm", "COLUMNS", "10");
    Screen screen = new Screen(new PrintWriter(text), environment, true);
    screen.show(List.of("0123456789abc", "short"));
    screen.show(List.of("second"));
    assertThat(text)
        .hasToString(
            "\u001b[H0123456789\u001b[K\nshort\u001b[K\n\u001b[J\u001b[Hsecond\u001b[K\n\u001b[J");
  }

  @Test
  void aDumbOneGetsThemAsTheyAre() {
    for (Map<String, String> environment :
        List.of(Map.of("TERM", "dumb", "COLUMNS", "3"), Map.<String, String>of())) {
      StringWriter text = new StringWriter();
      Screen screen = new Screen(new PrintWriter(text), environment, true);
      screen.show(List.of("first"));
      screen.show(List.of("second"));
      assertThat(text).hasToString("first\n\nsecond\n");
    }
  }
}
