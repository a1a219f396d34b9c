package io.forewarm.streams.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.KeyAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The reads of every slot, against a plain sum over the reports. */
class SlotReadsProperties {
  private static int slot(String cacheKey) {
    return Math.floorMod(cacheKey.hashCode(), SlotReads.SLOTS);
  }

  @Property(tries = 50)
  void countsWhatReachesRedisBySlot(@ForAll long seed) {
    Random random = new Random(seed);
    SlotReads slots = new SlotReads(SlotReadsProperties::slot);
    long now = System.nanoTime();
    var unused = slots.perSecond(now);
    for (int span = 0; span < 3; span++) {
      Map<Integer, Long> expected = new TreeMap<>();
      for (int i = 0; i < 20; i++) {
        AccessReport report = report(random);
        slots.accept(report);
        for (KeyAccess key : report.getKeys()) {
          long reached = Math.max(0, key.getReads() - key.getNearHits());
          expected.merge(slot(key.getKey()), reached, Long::sum);
        }
      }
      now += 2_000_000_000L;
      double[] rates = slots.perSecond(now).reads();
      for (int slot = 0; slot < SlotReads.SLOTS; slot++) {
        assertThat(rates[slot]).isCloseTo(expected.getOrDefault(slot, 0L) / 2.0, within(1e-6));
      }
    }
  }

  private static AccessReport report(Random random) {
    List<KeyAccess> keys = new ArrayList<>();
    for (int i = 0; i < random.nextInt(10); i++) {
      keys.add(
          KeyAccess.newBuilder()
              .setKey("r:" + random.nextInt(40))
              .setReads(random.nextInt(100))
              .setNearHits(random.nextInt(60))
              .build());
    }
    return AccessReport.newBuilder()
        .setClient("c")
        .setService("s")
        .setIntervalMs(2000)
        .setRegions(List.of())
        .setKeys(keys)
        .build();
  }
}
