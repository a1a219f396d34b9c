package io.forewarm.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.CacheKey;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class JumpHashTest {
  private static final int CLIENTS = 20_000;

  private static LongStream clients() {
    return IntStream.range(0, CLIENTS).mapToLong(i -> CacheKey.hash("service-" + i + " things:a"));
  }

  /** From the paper's own program. */
  @Test
  void picksWhatThePaperPicks() {
    assertThat(JumpHash.place(0, 1)).isZero();
    assertThat(JumpHash.place(1, 1)).isZero();
    assertThat(JumpHash.place(0xdeadbeefL, 1)).isZero();
    assertThat(JumpHash.place(256, 1024)).isEqualTo(520);
    assertThat(JumpHash.place(0, 60)).isZero();
    assertThat(JumpHash.place(1, 60)).isEqualTo(55);
    assertThat(JumpHash.place(2, 60)).isEqualTo(46);
  }

  @Test
  void picksAllPlacesAlike() {
    for (int places : new int[] {2, 3, 8, 17}) {
      int[] load = new int[places];
      clients().forEach(client -> load[JumpHash.place(client, places)]++);
      assertThat(load).hasSize(places);
      for (int clients : load) {
        assertThat(clients).isBetween(CLIENTS * 9 / 10 / places, CLIENTS * 11 / 10 / places);
      }
    }
  }

  @Test
  void onlyTheNewPlacesShareMoves() {
    for (int places = 1; places < 16; places++) {
      int before = places;
      int after = places + 1;
      long[] moved =
          clients()
              .filter(client -> JumpHash.place(client, before) != JumpHash.place(client, after))
              .toArray();
      assertThat(moved.length).isBetween(CLIENTS * 9 / 10 / after, CLIENTS * 11 / 10 / after);
      assertThat(LongStream.of(moved)).allMatch(client -> JumpHash.place(client, after) == before);
    }
  }
}
