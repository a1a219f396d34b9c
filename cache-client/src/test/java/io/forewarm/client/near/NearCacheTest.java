package io.forewarm.client.near;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.events.KeyCounter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearCacheTest {
  private final NearIndex index = new NearIndex();
  private final NearCache<String, String> cache = new NearCache<>(1 << 20, index);

  private void put(String key, long readAt) {
    put(cache, key, readAt);
  }

  private void put(NearCache<String, String> cache, String key, long readAt) {
    NearEntry.Details details = NearEntry.Details.unstored(key, key.hashCode(), readAt + 100, 10);
    cache.put(
        key,
        new NearEntry<>("value of " + key, KeyCounter.unheard(), readAt, readAt + 100, details),
        index.touches().now());
  }

  @Test
  void whatWasReadTooLongAgoIsRemovedAndItsKeyMayComeBack() {
    put("old", 1_000);
    put("new", 2_000);
    cache.removeReadBefore(2_000);
    assertThat(cache.get("old")).isNull();
    assertThat(cache.get("new")).isNotNull();

    put("old", 3_000);
    assertThat(cache.get("old")).isNotNull();
    assertThat(cache.evictions()).isZero();
  }

  @Test
  void keysThatAreHitOutliveThoseThatAreNot() {
    NearCache<String, String> small = new NearCache<>(100 * 250, index);
    List<String> hit = IntStream.range(0, 20).mapToObj(i -> "hit-" + i).toList();
    List<String> left = IntStream.range(0, 20).mapToObj(i -> "left-" + i).toList();
    hit.forEach(key -> put(small, key, 1_000));
    left.forEach(key -> put(small, key, 1_000));

    for (int once = 0; once < 1_000; once++) {
      hit.forEach(small::note);
      put(small, "once-" + once, 1_000);
    }

    assertThat(hit).allMatch(key -> small.get(key) != null);
    assertThat(left).noneMatch(key -> small.get(key) != null);
    assertThat(small.size()).isLessThanOrEqualTo(100);
  }

  @Test
  void anInvalidationRemovesTheEntryAndRefusesWhatWasReadBeforeIt() {
    long before = index.touches().now();
    put("key", 1_000);
    index.invalidate("key".hashCode());
    assertThat(cache.get("key")).isNull();

    NearEntry.Details details = NearEntry.Details.unstored("key", "key".hashCode(), 2_000, 10);
    cache.put("key", new NearEntry<>("old", KeyCounter.unheard(), 1_000, 2_000, details), before);
    assertThat(cache.get("key")).isNull();
    assertThat(cache.refusals()).isEqualTo(1);
  }
}
