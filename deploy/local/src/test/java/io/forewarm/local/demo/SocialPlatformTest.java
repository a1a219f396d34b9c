package io.forewarm.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.forewarm.local.load.Operation;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SocialPlatformTest {
  private static final int OPERATIONS = 200_000;
  private final DemoConfig config = new DemoConfig(30, 2_000, 10_000, 1);
  private final SocialPlatform platform = new SocialPlatform(config);

  @Test
  void fourOfFiveOperationsReadAndFewKeysTakeMostOfThem() {
    Map<String, Integer> reads = new HashMap<>();
    Stream.generate(platform.traffic())
        .limit(OPERATIONS)
        .filter(operation -> !operation.write())
        .forEach(operation -> reads.merge(operation.key(), 1, Integer::sum));
    int all = reads.values().stream().mapToInt(Integer::intValue).sum();
    int top =
        reads.values().stream()
            .sorted(Comparator.reverseOrder())
            .limit(500)
            .mapToInt(Integer::intValue)
            .sum();

    assertThat(all / (double) OPERATIONS).isCloseTo(0.8, within(0.01));
    assertThat(top / (double) all).isCloseTo(0.8, within(0.02));
  }

  @Test
  void theMostReadKeyIsNeverWritten() {
    Map<String, Integer> reads = new HashMap<>();
    Set<String> written = new HashSet<>();
    Stream.generate(platform.traffic())
        .limit(OPERATIONS)
        .forEach(
            operation -> {
              if (operation.write()) {
                written.add(operation.key());
              } else {
                reads.merge(operation.key(), 1, Integer::sum);
              }
            });
    String mostRead =
        reads.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();

    assertThat(written).hasSizeGreaterThan(1_000).doesNotContain(mostRead);
  }

  @Test
  void everyKeyIsReadOnceToWarmUp() {
    Supplier<Operation> once = platform.onceEach();
    Set<String> seen = new HashSet<>();
    Stream.generate(once).limit(config.keys()).forEach(operation -> seen.add(operation.key()));

    assertThat(seen).hasSize(config.keys());
  }

  @Test
  void valuesHaveTheSizesOfTheirKind() {
    List<PlatformKey> keys =
        Stream.generate(platform.onceEach())
            .limit(config.keys())
            .map(operation -> platform.key(operation.key()))
            .toList();

    assertThat(keys)
        .allSatisfy(
            key ->
                assertThat(key.sizeBytes())
                    .isBetween(key.kind().leastBytes(), key.kind().mostBytes()));
    assertThat(keys.stream().map(PlatformKey::kind).distinct()).hasSize(4);
    double mean = keys.stream().mapToInt(PlatformKey::sizeBytes).average().orElseThrow();
    assertThat(mean).isBetween(2_000.0, 8_000.0);
  }

  @Test
  void sameSeedSameTraffic() {
    List<Operation> first = Stream.generate(platform.traffic()).limit(1_000).toList();

    assertThat(Stream.generate(new SocialPlatform(config).traffic()).limit(1_000).toList())
        .isEqualTo(first);
    assertThat(
            Stream.generate(new SocialPlatform(new DemoConfig(30, 2_000, 10_000, 2)).traffic())
                .limit(1_000)
                .toList())
        .isNotEqualTo(first);
  }

  @Test
  void refusesADemoThatShowsNothing() {
    assertThatThrownBy(() -> new DemoConfig(0, 1, 100, 1)).hasMessageContaining("--seconds");
    assertThatThrownBy(() -> new DemoConfig(1, 0, 100, 1)).hasMessageContaining("--rate");
    assertThatThrownBy(() -> new DemoConfig(1, 1, 99, 1)).hasMessageContaining("--keys");
  }
}
