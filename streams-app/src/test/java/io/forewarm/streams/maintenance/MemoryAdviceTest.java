package io.forewarm.streams.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.redis.MasterMemory;
import io.forewarm.schemas.Alert;
import io.forewarm.schemas.Insight;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of masters whose memory is set up badly. */
class MemoryAdviceTest {
  private static final EvictorConfig OFF = new EvictorConfig(false, 0.78, 0.77, 0, 1 << 20);
  private static final EvictorConfig BOUNDED = new EvictorConfig(true, 0.78, 0.77, 1, 1 << 20);

  private final List<Insight> said = new ArrayList<>();

  private static String advice(long maxmemory, String policy, EvictorConfig config) {
    return MemoryAdvice.of("a:1", maxmemory, policy, config).map(MemoryAdvice::text).orElse("");
  }

  @ParameterizedTest
  @CsvSource({"allkeys-lfu", "allkeys-lru", "volatile-lfu", "volatile-lru", "noeviction"})
  void nothingIfItSuits(String policy) {
    assertThat(advice(1, policy, EvictorConfig.DEFAULT)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "allkeys-random, read most",
    "volatile-random, read most",
    "volatile-ttl, leases and tombstones"
  })
  void whatIsWrongAndTheMend(String policy, String wrong) {
    assertThat(advice(1, policy, EvictorConfig.DEFAULT))
        .contains("a:1", policy, wrong, "set maxmemory-policy allkeys-lfu");
  }

  @Test
  void noevictionNeedsTheEvictor() {
    assertThat(advice(1, "noeviction", OFF)).contains("refuses", "set eviction.enabled=true");
  }

  @Test
  void aMasterNeedsALimit() {
    assertThat(advice(0, "noeviction", EvictorConfig.DEFAULT))
        .contains("no maxmemory", "set maxmemory", "eviction.capacity");
    assertThat(advice(0, "noeviction", BOUNDED)).isEmpty();
  }

  @Test
  void itIsSaidOnceAndOnceThatItIsOver() {
    MemoryWatch watch = new MemoryWatch(EvictorConfig.DEFAULT, said::add);
    List<MasterMemory> bad =
        List.of(
            new MasterMemory("a:1", 1, 9, "volatile-ttl"),
            new MasterMemory("b:1", 1, 9, "allkeys-lfu"));
    watch.look(bad, 1);
    watch.look(bad, 2);
    watch.look(List.of(new MasterMemory("a:1", 1, 0, "volatile-ttl")), 3);
    watch.look(List.of(new MasterMemory("a:1", 1, 9, "allkeys-lfu")), 4);

    assertThat(said).extracting(Insight::getAt).containsExactly(1L, 3L, 3L, 4L);
    assertThat(said)
        .extracting(insight -> ((Alert) insight.getBody()).getName())
        .containsExactly(
            MemoryAdvice.POLICY,
            MemoryAdvice.POLICY,
            MemoryAdvice.UNBOUNDED,
            MemoryAdvice.UNBOUNDED);
    assertThat(said)
        .extracting(insight -> ((Alert) insight.getBody()).getFiring())
        .containsExactly(true, false, true, false);
    assertThat(said).allMatch(insight -> "a:1".equals(((Alert) insight.getBody()).getNode()));
  }
}
