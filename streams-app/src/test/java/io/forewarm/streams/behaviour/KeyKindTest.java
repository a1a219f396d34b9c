package io.forewarm.streams.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyKindTest {
  @ParameterizedTest
  @CsvSource({
    "user:42:profile, user:*:profile",
    "user:42:posts:page:1, user:*:posts:page:*",
    "site:/images/logo.gif, site:/images/*.gif",
    "site:/a/b/?q=1&r=2, site:/a/b/?",
    "site:/, site:/",
    "plain, plain",
  })
  void leavesOutWhatTellsKeysApart(String key, String kind) {
    assertThat(KeyKind.of(key)).isEqualTo(kind);
  }
}
