package io.forewarm.streams.hotkeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A log against a plain map. */
class CounterLogProperties {
  @Property(tries = 300)
  void holdsWhatWasAddedHoweverItIsPacked(@ForAll long seed) {
    Random random = new Random(seed);
    CounterLog log = new CounterLog();
    Map<Integer, Long> expected = new TreeMap<>();
    Map<Integer, Long> news = new TreeMap<>();
    for (int i = 0; i < 400; i++) {
      int id = random.nextInt(1 << (1 + random.nextInt(21)));
      long count = 1L + random.nextInt(1 << random.nextInt(31));
      log.add(id, count);
      expected.merge(id, count, Long::sum);
      news.merge(id, count, Long::sum);
      switch (random.nextInt(50)) {
        case 0 -> {
          Map<Integer, Long> packed = new TreeMap<>();
          log.pack((each, sum) -> assertThat(packed.put(each, sum)).isNull());
          assertThat(packed).isEqualTo(news);
          assertThat(log.opened()).isZero();
          news.clear();
        }
        case 1 -> {
          int odd = random.nextInt(2);
          log.retain(each -> each % 2 == odd);
          expected.keySet().removeIf(each -> each % 2 != odd);
          news.keySet().removeIf(each -> each % 2 != odd);
        }
        default -> {}
      }
    }
    Map<Integer, Long> found = new TreeMap<>();
    log.forEach((id, count) -> found.merge(id, count, Long::sum));
    assertThat(found).isEqualTo(expected);
    assertThat(log.isEmpty()).isEqualTo(expected.isEmpty());
  }
}
