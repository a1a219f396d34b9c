package io.forewarm.streams.warming;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.streams.behaviour.BehaviourConfig;
import io.forewarm.streams.behaviour.SeasonStore;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one region's foresight takes while a million keys pass, whose values live for a day. */
@Tag("proof")
class ForesightMemoryTest {
  private static final int KEYS = 1_000_000;
  private static final int USERS = 200_000;
  private static final int FULL = 500_000;
  private static final long LIMIT = 200L << 20;
  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  private final Random random = new Random(42);
  private final Foresight foresight =
      new Foresight(
          WarmingConfig.DEFAULT,
          BehaviourConfig.DEFAULT.withHorizon(Duration.ofDays(1)),
          new Outside(),
          later -> {});
  private long visits;

  /**
   * Each key once; one visit in ten is of another, which is read the more often the older it is.
   */
  private void visitNewKeys(int upTo) {
    for (; visits < upTo; visits++) {
      long now = 1_800_000_000_000L + visits * DAY_MS / FULL;
      String user = "user-" + random.nextInt(USERS);
      foresight.visited(user, "posts:post:" + visits, now, now);
      if (visits % 10 == 0) {
        long known = (long) (visits * Math.pow(random.nextDouble(), 3));
        foresight.visited(user, "posts:post:" + known, now, now);
      }
    }
  }

  /** Seasons are kept by the app's state store, outside of the heap. */
  private static final class Outside implements SeasonStore {
    @Override
    public long get(int second, String cacheKey) {
      return 0;
    }

    @Override
    public void put(int second, String cacheKey, long marks) {
      // on a disk
    }

    @Override
    public void remove(int second, String cacheKey) {
      // of a disk
    }

    @Override
    public void each(int from, int to, Taker taker) {
      // none
    }
  }

  private static long usedHeap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Runtime machine = Runtime.getRuntime();
      least = Math.min(least, machine.totalMemory() - machine.freeMemory());
    }
    return least;
  }

  @Test
  void aMillionKeysTakeNoMoreThanHalfOfThem() {
    long before = usedHeap();
    visitNewKeys(FULL);
    long full = usedHeap() - before;
    visitNewKeys(KEYS);
    long after = usedHeap() - before;
    assertThat(after).as("bytes, %,d at half of the keys", full).isLessThan(LIMIT);
    assertThat(after).as("bytes, beside those at half of the keys").isLessThan(full + full / 10);
  }
}
