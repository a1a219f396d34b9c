package io.forewarm.streams.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.redis.SampledValue;
import io.forewarm.streams.Reports;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What values are worth after some traffic: of 1,000 keys, r:0 to r:9 are read all the time. */
class KeyWorthTest {
  private static final long NOW = 1_000_000;
  private static final byte[] HEADER = {};

  private final KeyWorth worth = new KeyWorth(4_096);

  @BeforeEach
  void hear() {
    for (int report = 0; report < 100; report++) {
      Map<String, Long> reads = new TreeMap<>();
      for (int often = 0; often < 10; often++) {
        reads.put("r:" + often, 3L);
      }
      for (int once = 0; once < 10; once++) {
        reads.put("r:" + (10 + 10 * report + once), 1L);
      }
      worth.read(Reports.of("s", reads), report * 2_000L);
    }
  }

  private static SampledValue value(String key, long bytes, int loadMicros, long loadedAt) {
    return new SampledValue(key, bytes, loadMicros, NOW + 1, loadedAt, -1, HEADER);
  }

  private static SampledValue value(String key) {
    return value(key, 1_000, 5_000, 0);
  }

  private void better(SampledValue one, SampledValue other) {
    double[] worths = worth.of(List.of(one, other), NOW);
    assertThat(worths[0]).isGreaterThan(worths[1]);
  }

  @Test
  void whatIsReadOften() {
    better(value("r:3"), value("r:500"));
    better(value("r:3"), value("r:never"));
  }

  @Test
  void whatIsSmallOrTakesLongToLoad() {
    better(value("r:3", 100, 5_000, 0), value("r:4", 1_000, 5_000, 0));
    better(value("r:3", 1_000, 50_000, 0), value("r:4", 1_000, 5_000, 0));
  }

  @Test
  void whatWasLoadedAfterTheLastReport() {
    better(value("r:new", 1_000, 5_000, 198_500), value("r:old", 1_000, 5_000, 10_000));
  }

  @Test
  void butNotMoreThanWhatIsReadOften() {
    better(value("r:3"), value("r:new", 1_000, 5_000, 198_500));
  }

  @Test
  void whatHasEndedGoesFirst() {
    SampledValue ended = new SampledValue("r:3", 1_000, 5_000, NOW, 0, -1, HEADER);

    better(value("r:never"), ended);
  }

  @Test
  void redisOwnCountWhereNoReadWasTold() {
    SampledValue often = new SampledValue("r:a", 1_000, 5_000, NOW + 1, 0, 20, HEADER);
    SampledValue seldom = new SampledValue("r:b", 1_000, 5_000, NOW + 1, 0, 5, HEADER);

    assertThat(worth.of(List.of(often), NOW)[0])
        .isGreaterThanOrEqualTo(worth.of(List.of(seldom), NOW)[0]);
  }
}
