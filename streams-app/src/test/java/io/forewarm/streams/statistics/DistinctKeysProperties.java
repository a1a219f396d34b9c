package io.forewarm.streams.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.forewarm.schemas.CacheKey;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** How many different keys there are. */
class DistinctKeysProperties {
  @Property(tries = 100)
  void isCloseHoweverManyAndHoweverOften(
      @ForAll @IntRange(min = 1, max = 50_000) int keys, @ForAll int salt) {
    DistinctKeys one = new DistinctKeys();
    DistinctKeys other = new DistinctKeys();
    for (int key = 0; key < keys; key++) {
      one.add(CacheKey.hash(salt + ":" + key));
      (key % 3 == 0 ? one : other).add(CacheKey.hash(salt + ":" + key));
    }
    DistinctKeys all = new DistinctKeys();
    all.add(one.toBytes());
    all.add(other.toBytes());
    assertThat(all.estimate()).isCloseTo(keys, withinPercentage(30)); // 4.6 times its deviation
  }
}
