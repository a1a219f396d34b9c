package io.forewarm.local.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTableTest {
  private static final RunFigures BEFORE =
      new RunFigures(2_000, 48_000, 1, 0.654, 0.65, 21.5, 88.25, 16_000, 17, 21_500_000, 0);
  private static final RunFigures AFTER =
      new RunFigures(2_000, 48_000, 0, 0.994, 0.97, 1.25, 8.5, 1_600, 1, 11_500_000, 23);

  @Test
  void columnsAreAligned() {
    Map<String, RunFigures> runs = new LinkedHashMap<>();
    runs.put("before", BEFORE);
    runs.put("after", AFTER);

    String table = FiguresTable.of(runs);

    assertThat(table.lines()).hasSize(12);
    assertThat(table.lines().map(String::length).distinct()).hasSize(1);
    assertThat(table).contains("65.4 %  99.4 %").contains("16,000   1,600");
  }

  @Test
  void jsonHasTheAgreedNames() throws Exception {
    var json = new ObjectMapper().valueToTree(AFTER);

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "offered_per_s",
            "reads",
            "failed_reads",
            "hit_ratio",
            "fresh_hit_ratio",
            "mean_ms",
            "p99_ms",
            "origin_loads",
            "hottest_key_loads_per_expiry",
            "redis_memory_bytes",
            "hot_keys");
  }
}
