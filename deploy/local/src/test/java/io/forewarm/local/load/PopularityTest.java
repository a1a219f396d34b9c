package io.forewarm.local.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PopularityTest {
  private static final int DRAWS = 200_000;

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000, 10_000, 100_000})
  void fivePercentOfTheKeysTakeEightyPercentOfTheTraffic(int keys) {
    Popularity popularity = Popularity.concentrated(keys, 0.05, 0.8);

    assertThat(popularity.shareOfTop(keys / 20)).isCloseTo(0.8, within(1e-6));
  }

  @Test
  void drawsFollowTheLaw() {
    Popularity popularity = Popularity.concentrated(10_000, 0.05, 0.8);
    SplittableRandom random = new SplittableRandom(7);
    int ofTop = 0;
    int ofFirst = 0;
    for (int i = 0; i < DRAWS; i++) {
      int rank = popularity.draw(random);
      assertThat(rank).isBetween(0, 9_999);
      ofTop += rank < 500 ? 1 : 0;
      ofFirst += rank == 0 ? 1 : 0;
    }

    assertThat(ofTop / (double) DRAWS).isCloseTo(0.8, within(0.01));
    assertThat(ofFirst / (double) DRAWS).isCloseTo(popularity.shareOfTop(1), within(0.01));
  }

  @Test
  void everyKeyIsAlikeWithoutAnExponent() {
    Popularity popularity = Popularity.zipf(4, 0);

    assertThat(popularity.shareOfTop(1)).isCloseTo(0.25, within(1e-9));
    assertThat(popularity.shareOfTop(3)).isCloseTo(0.75, within(1e-9));
  }

  @Test
  void sameSeedDrawsTheSame() {
    Popularity popularity = Popularity.zipf(1_000, 1);

    SplittableRandom one = new SplittableRandom(5);
    SplittableRandom other = new SplittableRandom(5);
    for (int i = 0; i < 100; i++) {
      assertThat(popularity.draw(one)).isEqualTo(popularity.draw(other));
    }
  }

  @Test
  void refusesWhatIsNoLaw() {
    assertThatThrownBy(() -> Popularity.zipf(0, 1)).hasMessageContaining("keys >= 1");
    assertThatThrownBy(() -> Popularity.concentrated(10, 0.5, 0.2)).hasMessageContaining("shares");
  }
}
