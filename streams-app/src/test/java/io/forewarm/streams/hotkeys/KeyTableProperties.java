package io.forewarm.streams.hotkeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A table against a plain map, with hashes that collide in their place. */
class KeyTableProperties {
  @Property(tries = 300)
  void findsJustTheKeysThatItHolds(@ForAll long seed) {
    Random random = new Random(seed);
    int most = 100 + random.nextInt(200);
    KeyTable table = new KeyTable(most);
    Map<Long, Integer> expected = new HashMap<>();
    for (int i = 0; i < 2_000; i++) {
      long hash = hash(random);
      int id = table.find(hash);
      assertThat(id).isEqualTo(expected.getOrDefault(hash, -1));
      if (id < 0 && !table.isFull()) {
        expected.put(hash, table.add(hash));
      } else if (id >= 0 && random.nextBoolean()) {
        table.remove(id);
        expected.remove(hash);
      } else if (random.nextInt(500) == 0) {
        table.clear();
        expected.clear();
      }
      assertThat(table.size()).isEqualTo(expected.size()).isLessThanOrEqualTo(most);
    }
    for (Map.Entry<Long, Integer> key : List.copyOf(expected.entrySet())) {
      assertThat(table.find(key.getKey())).isEqualTo(key.getValue());
      assertThat(table.hashOf(key.getValue())).isEqualTo(key.getKey());
      assertThat(table.isLive(key.getValue())).isTrue();
    }
    assertThat(new HashSet<>(expected.values())).as("ids differ").hasSize(expected.size());
    assertThat(table.ids()).isLessThanOrEqualTo(table.room()).isLessThanOrEqualTo(most);
  }

  /** Few hashes, most of them next to each other at the end of the table. */
  private static long hash(Random random) {
    long below = 1L << KeyTable.HASH_BITS;
    return random.nextBoolean()
        ? below - 1 - random.nextInt(300)
        : random.nextInt(300) * 1_000_003L;
  }
}
