package io.forewarm.streams.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FollowersTest {
  private final Followers followers = new Followers();

  private void came(KeyMemory key) {
    followers.occasion();
    followers.add(key);
  }

  @Test
  void countsWhatCame() {
    KeyMemory often = new KeyMemory("r:often");
    KeyMemory once = new KeyMemory("r:once");
    came(once);
    came(often);
    came(often);
    assertThat(followers.occasions()).isEqualTo(3);
    assertThat(followers.count(often)).isEqualTo(2);
    assertThat(followers.best(1)).containsExactly(often);
    assertThat(followers.best(5)).containsExactly(often, once);
  }

  @Test
  void remembersTheLastOccasions() {
    KeyMemory key = new KeyMemory("r:key");
    came(key);
    followers.occasion();
    came(key);
    Followers.Follower follower = followers.follower(key);
    assertThat(follower).isNotNull();
    assertThat(follower.history()).as("came, did not, came").isEqualTo(0b1101);
  }

  @Test
  void forgetsWhatCameLeastWhenThereIsNoRoom() {
    KeyMemory often = new KeyMemory("r:often");
    came(often);
    came(often);
    for (int i = 0; i < 10_000; i++) {
      came(new KeyMemory("r:" + i));
      came(often);
    }
    assertThat(followers.all()).hasSizeLessThanOrEqualTo(160);
    assertThat(followers.best(1)).containsExactly(often);
    assertThat((double) followers.count(often) / followers.occasions()).isBetween(0.4, 0.6);
  }
}
