package io.forewarm.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.codec.Codec;
import io.forewarm.client.testing.MemoryForewarm;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An origin whose readers see a write 400 ms late, by the clock of the store. */
class LaggingOriginTest {
  private static final long LAG_MILLIS = 400;

  private final MemoryForewarm forewarm = new MemoryForewarm();
  private final NavigableMap<Long, String> history = new TreeMap<>();
  private int loads;

  @AfterEach
  void close() {
    forewarm.close();
  }

  private void write(String value) {
    history.put(forewarm.redis().now(), value);
  }

  private Loaded<String> load() {
    loads++;
    long shown = forewarm.redis().now() - LAG_MILLIS;
    return Loaded.of(history.floorEntry(shown).getValue()).withTags("tag");
  }

  private Region<String, String> open(Duration originLag) {
    return forewarm.open(
        RegionConfig.builder("things", String.class, "{id}")
            .codec(Codec.utf8())
            .softTtl(Duration.ofMinutes(1))
            .ttlJitter(0)
            .beta(0)
            .originLag(originLag)
            .decidingLoader(request -> load())
            .build());
  }

  private Region<String, String> withAnOldValue(Duration originLag) {
    write("old");
    forewarm.advance(Duration.ofMinutes(10));
    Region<String, String> things = open(originLag);
    assertThat(things.get("a")).isEqualTo("old");
    return things;
  }

  static Stream<Consumer<Region<String, String>>> invalidations() {
    return Stream.of(
        things -> things.invalidate("a"),
        things -> things.invalidateTag("tag"),
        things -> things.invalidatePrefix(""),
        things -> {
          things.invalidate("a");
          things.invalidateTag("tag");
        });
  }

  @ParameterizedTest
  @MethodSource("invalidations")
  void aValueFromBeforeTheWriteIsSoonReadAnew(Consumer<Region<String, String>> invalidation) {
    Region<String, String> things = withAnOldValue(Duration.ofSeconds(5));
    write("new");
    invalidation.accept(things);
    loads = 0;
    for (int millis = 0; millis < 20_000; millis += 10) {
      String read = things.get("a");
      if (millis >= 2 * LAG_MILLIS) {
        assertThat(read).as("%s ms after the write", millis).isEqualTo("new");
      }
      forewarm.advance(Duration.ofMillis(10));
    }
    assertThat(loads).as("loads after one write").isBetween(5, 10);
  }

  @ParameterizedTest
  @MethodSource("invalidations")
  void aValueFromBeforeTheWriteIsNotServedWhileItIsReadAnew(
      Consumer<Region<String, String>> invalidation) {
    Region<String, String> things = withAnOldValue(Duration.ofSeconds(5));
    write("new");
    invalidation.accept(things);
    assertThat(things.get("a")).isEqualTo("old");
    for (long pause : List.of(3_000L, 60_000L)) {
      forewarm.advance(Duration.ofMillis(pause));
      assertThat(things.get("a")).isEqualTo("new");
    }
  }

  @Test
  void theWritersOwnValueLivesAsEver() {
    Region<String, String> things = withAnOldValue(Duration.ofSeconds(5));
    loads = 0;
    things.update(
        "a",
        () -> {
          write("new");
          return "new";
        });
    for (int millis = 0; millis < 59_000; millis += 100) {
      assertThat(things.get("a")).isEqualTo("new");
      forewarm.advance(Duration.ofMillis(100));
    }
    assertThat(loads).isZero();
  }

  @Test
  void aLoadThatFollowsTheWritersOwnValueAtOnceIsBrief() {
    Region<String, String> things = withAnOldValue(Duration.ofSeconds(5));
    things.update(
        "a",
        () -> {
          write("new");
          return "new";
        });
    things.invalidateTag("tag"); // the value of the write had no tags: it stays
    forewarm.advance(Duration.ofMillis(100));
    assertThat(things.get("a")).isEqualTo("new");
    things.invalidatePrefix("a");
    assertThat(things.get("a")).isEqualTo("old");
    forewarm.advance(Duration.ofMillis(LAG_MILLIS));
    assertThat(things.get("a")).isEqualTo("new");
  }

  @Test
  void withoutTheSettingItStays() {
    Region<String, String> things = withAnOldValue(Duration.ZERO);
    write("new");
    things.invalidate("a");
    things.get("a");
    forewarm.advance(Duration.ofSeconds(30));
    assertThat(things.get("a")).isEqualTo("old");
  }
}
