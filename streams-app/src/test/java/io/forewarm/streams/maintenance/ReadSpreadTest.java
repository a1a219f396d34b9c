package io.forewarm.streams.maintenance;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.CacheKey;
import io.forewarm.streams.Reports;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Reads that a report tells of, in an order that its counters may have had. */
class ReadSpreadTest {
  private static List<Long> reads(Map<String, Long> counters) {
    List<Long> reads = new ArrayList<>();
    ReadSpread.of(Reports.of("s", counters), reads::add);
    return reads;
  }

  @Test
  void everyReadIsToldButNoMoreThanSixteenOfAKey() {
    Map<Long, Long> told =
        reads(Map.of("r:once", 1L, "r:some", 5L, "r:many", 10_000L, "r:none", 0L)).stream()
            .collect(groupingBy(hash -> hash, counting()));

    assertThat(told)
        .isEqualTo(
            Map.of(
                CacheKey.hash("r:once"), 1L,
                CacheKey.hash("r:some"), 5L,
                CacheKey.hash("r:many"), 16L));
  }

  @Test
  void thoseOfOneKeyLieApart() {
    Map<String, Long> counters = new TreeMap<>();
    for (int key = 0; key < 160; key++) {
      counters.put("r:" + key, 1L);
    }
    counters.put("r:often", 16L);
    List<Long> reads = reads(counters);

    for (int from = 0; from + 60 <= reads.size(); from += 10) {
      assertThat(reads.subList(from, from + 60)).contains(CacheKey.hash("r:often"));
    }
  }
}
