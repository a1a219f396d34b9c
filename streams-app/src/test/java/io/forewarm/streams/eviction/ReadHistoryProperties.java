package io.forewarm.streams.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ReadHistoryProperties {
  @Property(tries = 200)
  void knowsOfEachKeyItHasWhatAMapKnows(
      @ForAll @Size(max = 300) List<@IntRange(min = 1, max = 60) Integer> keys) {
    ReadHistory history = new ReadHistory(8);
    Map<Long, Integer> times = new HashMap<>();
    Map<Long, Integer> reads = new HashMap<>();
    int now = 0;
    for (int key : keys) {
      long hash = (long) key << 32;
      now++;
      int slot = history.find(hash);
      if (slot == ReadHistory.ABSENT) {
        history.put(history.place(hash, history::time), hash, now);
        reads.put(hash, 1);
      } else {
        assertThat(history.time(slot)).isEqualTo(times.get(hash));
        assertThat(history.reads(slot)).isEqualTo(Math.min(15, reads.get(hash)));
        history.count(slot, now);
        reads.merge(hash, 1, Integer::sum);
      }
      times.put(hash, now);
      assertThat(history.find(hash)).isNotEqualTo(ReadHistory.ABSENT);
    }
  }
}
