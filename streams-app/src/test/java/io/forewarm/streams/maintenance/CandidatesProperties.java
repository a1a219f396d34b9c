package io.forewarm.streams.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.redis.SampledValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** However much is asked for, no more goes, and what goes is worth least. */
class CandidatesProperties {
  private static final byte[] HEADER = {};

  private static SampledValue value(int key, long bytes) {
    return new SampledValue("r:" + key, bytes, 0, 0, 0, -1, HEADER);
  }

  @Property(tries = 300)
  void neverMoreThanAskedAndTheWorstFirst(
      @ForAll long seed,
      @ForAll @LongRange(min = 0, max = 20_000) long asked,
      @ForAll @IntRange(min = 0, max = 40) int most) {
    Random random = new Random(seed);
    Candidates candidates = new Candidates();
    Map<String, Double> worth = new HashMap<>();
    Candidates.Judge judge =
        values -> values.stream().mapToDouble(value -> worth.get(value.cacheKey())).toArray();
    Set<String> gone = new HashSet<>();
    for (int step = 0; step < 4; step++) {
      List<SampledValue> drawn = new ArrayList<>();
      for (int i = random.nextInt(60); i > 0; i--) {
        SampledValue value = value(random.nextInt(1000), 1 + random.nextInt(3_000));
        if (!gone.contains(value.cacheKey())) {
          drawn.add(value);
          worth.put(value.cacheKey(), random.nextDouble());
        }
      }
      candidates.add(drawn);
      List<SampledValue> taken = candidates.take(asked, most, judge);

      long bytes = taken.stream().mapToLong(SampledValue::bytes).sum();
      assertThat(taken).hasSizeLessThanOrEqualTo(most).doesNotHaveDuplicates();
      assertThat(bytes <= asked || (asked > 0 && taken.size() == 1)).isTrue();
      taken.forEach(value -> assertThat(gone.add(value.cacheKey())).isTrue());
      double best =
          taken.stream().mapToDouble(value -> worth.get(value.cacheKey())).max().orElse(-1);
      drawn.stream()
          .filter(value -> !gone.contains(value.cacheKey()))
          .forEach(value -> assertThat(worth.get(value.cacheKey())).isGreaterThanOrEqualTo(best));
    }
  }

  @Property(tries = 20)
  void whatIsLargerThanAskedGoesAloneIfItIsTheWorst(@ForAll @IntRange(min = 1, max = 9) int most) {
    Candidates candidates = new Candidates();
    candidates.add(List.of(value(1, 5_000), value(2, 10), value(3, 10)));

    assertThat(candidates.take(100, most, values -> ascending(values.size())))
        .extracting(SampledValue::cacheKey)
        .containsExactly("r:1");
    assertThat(candidates.take(100, most, values -> ascending(values.size())))
        .hasSize(Math.min(most, 2));
    assertThat(candidates.take(100, 9, values -> ascending(values.size())))
        .hasSize(most > 1 ? 0 : 1);
  }

  private static double[] ascending(int count) {
    double[] worths = new double[count];
    for (int i = 0; i < count; i++) {
      worths[i] = i;
    }
    return worths;
  }
}
