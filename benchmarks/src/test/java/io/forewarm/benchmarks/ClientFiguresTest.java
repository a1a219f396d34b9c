package io.forewarm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forewarm.benchmarks.stampede.BurstReport;
import io.forewarm.benchmarks.stampede.StampedeFigures;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ClientFiguresTest {
  private static final Map<Contender, double[]> THREE_ROUNDS =
      Map.of(
          Contender.CAFFEINE, new double[] {10, 20, 15},
          Contender.FOREWARM_NEAR, new double[] {30, 40, 30},
          Contender.REDISSON_LOCAL, new double[] {600, 600, 600},
          Contender.JETCACHE, new double[] {450, 450, 450},
          Contender.FOREWARM_ALONE, new double[] {100, 98, 96},
          Contender.BUCKET_ALONE, new double[] {100, 100, 100},
          Contender.FOREWARM_CROWD, new double[] {400, 300, 200},
          Contender.BUCKET_CROWD, new double[] {100, 100, 100},
          Contender.LETTUCE_CROWD, new double[] {200, 200, 200});

  private static ClientFigures figures() {
    Measurements reads = new Measurements();
    THREE_ROUNDS.forEach(
        (contender, values) -> {
          for (double value : values) {
            reads.add(contender, new Score(value, 0.02));
          }
        });
    List<Long> oneToHundredMillis =
        LongStream.rangeClosed(1, 100).map(i -> 200_000 + i * 100).boxed().toList();
    StampedeFigures withoutStale =
        new StampedeFigures(
            List.of(
                new BurstReport(1, 64, oneToHundredMillis),
                new BurstReport(2, 64, oneToHundredMillis)));
    StampedeFigures withStale =
        new StampedeFigures(List.of(new BurstReport(1, 3, List.of(90L, 110L))));
    return ClientFigures.of(reads, withoutStale, withStale);
  }

  @Test
  void jsonHasEveryFigureUnderItsName() {
    JsonNode json = new ObjectMapper().valueToTree(figures());

    Map<String, Double> expected =
        Map.of(
            "near_hit_vs_caffeine", 2.0,
            "near_hit_bytes_per_op", 0.0,
            "redisson_local_vs_near_hit", 20.0,
            "jetcache_vs_near_hit", 15.0,
            "redis_get_1_vs_redisson", 0.98,
            "redis_get_64_vs_redisson", 3.0,
            "redis_get_64_vs_lettuce", 1.5,
            "loads_per_expiry", 1.5,
            "waiter_p99_over_load_ms", 9.9,
            "readers_waiting_with_stale", 3.0);
    assertThat(json.fieldNames()).toIterable().containsAll(expected.keySet());
    expected.forEach(
        (name, value) ->
            assertThat(json.get(name).asDouble()).as(name).isCloseTo(value, within(1e-6)));
    assertThat(json.get("most_loads_of_an_expiry").asInt()).isEqualTo(2);
    assertThat(json.get("near_hit_ns").asDouble()).isEqualTo(30);
  }

  @Test
  void bytesAboveTheNoiseAreTold() {
    Measurements reads = new Measurements();
    THREE_ROUNDS.keySet().forEach(contender -> reads.add(contender, new Score(1, 16)));
    StampedeFigures stampede =
        new StampedeFigures(List.of(new BurstReport(1, 0, List.of(200_000L))));

    assertThat(ClientFigures.of(reads, stampede, stampede).nearHitBytesPerOp()).isEqualTo(16);
  }

  @Test
  void tableNamesEveryDemandedFigure() {
    StringWriter text = new StringWriter();

    ClientTable.print(figures(), new PrintWriter(text));

    assertThat(text.toString().lines())
        .hasSize(11)
        .anySatisfy(line -> assertThat(line).matches("near_hit_vs_caffeine +2\\.00 +at most 3 .*"))
        .anySatisfy(line -> assertThat(line).matches("loads_per_expiry +1\\.50 +1 +at worst 2"));
  }

  @Test
  void nothingIsSaidOfWhatWasNotMeasured() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Measurements().median(Contender.CAFFEINE))
        .withMessageContaining("Caffeine");
    assertThatIllegalArgumentException().isThrownBy(() -> new StampedeFigures(List.of()));
  }
}
