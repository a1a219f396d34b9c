package io.forewarm.local.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadEpisodesTest {
  private final LoadEpisodes episodes = new LoadEpisodes();

  @Test
  void loadsOneAfterTheOtherAreOneAnExpiry() {
    for (int i = 0; i < 5; i++) {
      episodes.end(episodes.begin());
    }

    assertThat(episodes.loads()).isEqualTo(5);
    assertThat(episodes.most()).isEqualTo(1);
  }

  @Test
  void aStampedeIsAllThatBeginsBeforeTheFirstHasEnded() {
    boolean first = episodes.begin();
    boolean second = episodes.begin();
    boolean third = episodes.begin();
    episodes.end(third);
    boolean fourth = episodes.begin();
    episodes.end(first);
    episodes.end(second);
    episodes.end(fourth);

    assertThat(episodes.most()).isEqualTo(4);
  }

  @Test
  void aLateComerBelongsToTheNextEpisode() {
    boolean first = episodes.begin();
    boolean second = episodes.begin();
    episodes.end(first);
    boolean next = episodes.begin();
    episodes.end(second);
    boolean nextSecond = episodes.begin();
    episodes.end(next);
    episodes.end(nextSecond);

    assertThat(episodes.loads()).isEqualTo(4);
    assertThat(episodes.most()).isEqualTo(2);
  }

  @Test
  void nothingLoadedIsNoEpisode() {
    assertThat(episodes.most()).isZero();
  }
}
