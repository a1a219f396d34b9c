package io.forewarm.streams.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EvictionPolicyTest {
  private static final long OFTEN = hash(-1);
  private static final long ONCE = hash(-2);

  private final EvictionPolicy policy = new EvictionPolicy(EvictionConfig.of(100));

  private static long hash(long key) {
    return new SplittableRandom(key).nextLong();
  }

  @Test
  void aKeySeenOnceGoesBeforeOneThatIsReadAgainAndAgain() {
    popularAndOneHitKeys();
    policy.read(ONCE);

    assertThat(policy.worth(ONCE, 1, 1)).isLessThan(policy.worth(OFTEN, 1, 1));
  }

  @Test
  void worthCountsForEachByteAndByTheCostOfALoad() {
    popularAndOneHitKeys();

    double one = policy.worth(OFTEN, 1, 1);
    assertThat(policy.worth(OFTEN, 1, 1000)).isEqualTo(one / 1000);
    assertThat(policy.worth(OFTEN, 50, 1)).isEqualTo(one * 50);
  }

  @Test
  void inALoopWhatWasJustReadGoesFirst() {
    int loop = 3000;
    for (int i = 0; i < 20 * loop; i++) {
      policy.read(hash(i % loop));
    }

    assertThat(policy.worth(hash(loop - 1), 1, 1)).isLessThan(policy.worth(hash(10), 1, 1));
  }

  @Test
  void whereReadsComeInBurstsWhatWasReadLongestAgoGoesFirst() {
    for (int i = 0; i < 60_000; i++) {
      policy.read(hash(i / 4 - i % 2));
    }

    assertThat(policy.worth(hash(14_950), 1, 1)).isLessThan(policy.worth(hash(14_998), 1, 1));
  }

  @Test
  void aLoadAheadIsWorthWhatSuchLoadsHaveBroughtOfLate() {
    long good = 1L << 40;
    long bad = 1L << 41;
    for (int i = 0; i < 20_000; i++) {
      policy.ahead(hash(good + i), 0.9);
      policy.ahead(hash(bad + i), 0.3);
      policy.read(hash(good + i));
    }
    policy.ahead(hash(1), 0.9);
    policy.ahead(hash(2), 0.3);

    assertThat(policy.worth(hash(1), 1, 1)).isGreaterThan(10 * policy.worth(hash(2), 1, 1));
  }

  @Test
  void aSettingThatCannotBeIsNamed() {
    assertThatThrownBy(() -> new EvictionConfig(0, 1024))
        .hasMessageContaining("eviction.entries=0");
    assertThatThrownBy(() -> new EvictionConfig(1, 1)).hasMessageContaining("eviction.most-keys=1");
  }

  private void popularAndOneHitKeys() {
    for (int i = 0; i < 20_000; i++) {
      policy.read(hash(i));
      policy.read(i % 10 == 0 ? OFTEN : hash(-3 - i % 50));
    }
    policy.read(OFTEN);
  }
}
