package io.forewarm.streams.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.HotKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class HotKeyBoardTest {
  private static final long NOW = 1_000_000;

  private final HotKeyBoard board =
      new HotKeyBoard(Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));

  private void hot(String key, double rate, long until) {
    board.put(
        key,
        HotKey.newBuilder()
            .setKey(key)
            .setRatePerSecond(rate)
            .setShare(0.5)
            .setRank(1)
            .setReads(10)
            .setWindowMs(10_000)
            .setSince(NOW - 5)
            .setUntil(until)
            .setSources(List.of("web"))
            .build());
  }

  @Test
  void showsTheHottestFirst() {
    hot("posts:1", 5, NOW + 1);
    hot("posts:2", 50, NOW + 1);
    hot("users:3", 20, NOW + 1);
    assertThat(board.rows())
        .extracting(HotKeyBoard.Row::cacheKey)
        .containsExactly("posts:2", "users:3", "posts:1");
    assertThat(board.rows().get(0).region()).isEqualTo("posts");
  }

  @Test
  void aKeyCoolsByATombstoneOrByItself() {
    hot("posts:1", 5, NOW + 1);
    hot("posts:2", 50, NOW);
    assertThat(board.rows()).extracting(HotKeyBoard.Row::cacheKey).containsExactly("posts:1");
    board.put("posts:1", null);
    assertThat(board.rows()).isEmpty();
  }
}
