package io.forewarm.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

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

class ValueModelProperties {
  private static final int KEYS = 60;

  @Property(tries = 100)
  void itHoldsWhatItWasGivenButWhatItSaidIsGoneAndNeverMoreThanItMay(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int limit, @ForAll boolean byBytes) {
    Random random = new Random(seed);
    ValueModel cache = new ValueModel(limit, byBytes, KEYS, 10);
    Map<Integer, Long> shadow = new HashMap<>();
    for (int now = 0; now < 2_000; now++) {
      int key = random.nextInt(KEYS);
      assertThat(cache.until(key, now) != CacheModel.ABSENT).isEqualTo(shadow.containsKey(key));
      cache.read(key, now);
      if (random.nextInt(10) == 0) {
        cache.remove(key);
        shadow.remove(key);
      } else if (!shadow.containsKey(key)) {
        long bytes = 1L + random.nextInt(120);
        shadow.put(key, byBytes ? bytes : 1);
        if (!cache.store(key, bytes, now, Long.MAX_VALUE, shadow::remove)) {
          shadow.remove(key);
        }
      }
      assertThat(shadow.values().stream().mapToLong(Long::longValue).sum())
          .isLessThanOrEqualTo(limit);
    }
  }

  @Property(tries = 20)
  void theSameTrafficMakesTheSameGo(@ForAll long seed) {
    assertThat(gone(seed)).isEqualTo(gone(seed));
  }

  private static List<Integer> gone(long seed) {
    Random random = new Random(seed);
    ValueModel cache = new ValueModel(10, false, KEYS, 10);
    List<Integer> gone = new ArrayList<>();
    for (int now = 0; now < 500; now++) {
      int key = random.nextInt(KEYS);
      cache.read(key, now);
      if (cache.until(key, now) == CacheModel.ABSENT) {
        cache.store(key, 1, now, Long.MAX_VALUE, gone::add);
      }
    }
    return gone;
  }

  @Property(tries = 20)
  void anEntryAtTheEndOfItsLifeGoesFirst(@ForAll long seed) {
    Random random = new Random(seed);
    ValueModel cache = new ValueModel(20, false, KEYS, 20);
    Set<Integer> ended = new HashSet<>();
    for (int key = 0; key < 20; key++) {
      boolean ends = random.nextBoolean();
      cache.store(key, 1, 0, ends ? 5 : 1_000, gone -> {});
      if (ends) {
        ended.add(key);
      }
    }
    for (int key = 20; !ended.isEmpty(); key++) {
      cache.store(key, 1, 10, 1_000, gone -> assertThat(ended.remove(gone)).isTrue());
    }
  }
}
