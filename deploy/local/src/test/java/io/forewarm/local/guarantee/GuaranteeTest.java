package io.forewarm.local.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each guarantee finds what breaks it, and nothing else. */
class GuaranteeTest {
  private static final String KEY = "things:a";
  private static final long MILLI = 1_000_000;

  private final NearStalenessBound staleness =
      new NearStalenessBound(Duration.ofMillis(100), Duration.ofMillis(10));
  private final NoStaleFill fills = new NoStaleFill();
  private final EveryReaderConverges converges = new EveryReaderConverges();

  private static Sight read(long version, long millis) {
    return new Sight.Read("r", KEY, version, millis * MILLI);
  }

  private static Sight told(long version, long millis) {
    return new Sight.Told(KEY, version, millis * MILLI);
  }

  private static Sight stored(long version, String writeId, long millis) {
    return new Sight.Stored(KEY, version, writeId, millis * MILLI);
  }

  private static void seeAll(Guarantee guarantee, Sight... sights) {
    List.of(sights).forEach(guarantee::see);
  }

  @Test
  void aReadMayBeAsOldAsTheBoundAndNoOlder() {
    seeAll(staleness, told(2, 1_000), stored(2, "", 1_005), read(1, 1_114), read(2, 1_115));
    assertThat(staleness.violations()).isEmpty();

    seeAll(staleness, read(1, 1_115));
    assertThat(staleness.violations())
        .singleElement()
        .asString()
        .contains("r read things:a of version 1", "version 2", "110 ms before");
  }

  @Test
  void aReaderThatStoodStillIsForgivenAMoment() {
    seeAll(staleness, told(2, 1_000), stored(2, "", 1_000), new Sight.Resumed("r", 9_000 * MILLI));
    seeAll(staleness, read(1, 9_000), read(1, 9_010));
    assertThat(staleness.violations()).isEmpty();

    seeAll(staleness, read(1, 8_999), read(1, 9_011));
    assertThat(staleness.violations()).hasSize(2);
  }

  @Test
  void nothingIsOwedBeforeRedisHasItAndAllAreTold() {
    seeAll(staleness, told(2, 1_000), read(1, 2_000), stored(1, "", 2_001), read(1, 9_000));
    assertThat(staleness.violations()).isEmpty();

    seeAll(staleness, stored(3, "", 9_000), read(1, 9_109));
    assertThat(staleness.violations()).isEmpty();

    seeAll(staleness, read(2, 9_110));
    assertThat(staleness.violations()).as("nobody was told of version 3").isEmpty();

    seeAll(staleness, read(1, 9_110));
    assertThat(staleness.violations()).hasSize(1);
  }

  @Test
  void anOlderValueThanThatOfBeforeIsAStaleFill() {
    seeAll(fills, stored(4, "", 1), stored(Sight.Stored.NO_VALUE, "", 2), stored(4, "", 3));
    assertThat(fills.violations()).isEmpty();
    assertThat(fills.values()).isEqualTo(2);

    seeAll(fills, stored(3, "", 4));
    assertThat(fills.violations()).hasSize(1);
  }

  @Test
  void soIsAnOlderValueThanThatOfTheWriteThatRedisKnowsOf() {
    seeAll(
        fills,
        new Sight.Written(KEY, 5, "w"),
        stored(4, "", 1),
        stored(Sight.Stored.NO_VALUE, "w", 2),
        stored(5, "w", 3));
    assertThat(fills.violations()).isEmpty();

    seeAll(fills, new Sight.Written(KEY, 6, "x"), stored(5, "x", 4));
    assertThat(fills.violations()).singleElement().asString().contains("version 5", "write id x");
  }

  @Test
  void everyReaderOwesTheLastValueAndMustNotFail() {
    Map<String, Long> last = Map.of(KEY, 7L);
    List<String> readers = List.of("r");
    assertThat(converges.missing(last, readers, 0)).hasSize(1);
    seeAll(converges, read(6, 1), read(7, 2));
    assertThat(converges.missing(last, readers, MILLI)).isEmpty();
    assertThat(converges.missing(last, readers, 3 * MILLI)).as("not read since").hasSize(1);

    converges.settle(last, 10 * MILLI);
    seeAll(converges, read(6, 9), read(7, 10));
    assertThat(converges.violations()).isEmpty();
    seeAll(converges, read(6, 11), new Sight.ReadFailed("r", KEY, "no", 12 * MILLI));
    assertThat(converges.violations()).hasSize(2);
  }
}
