package io.forewarm.client.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cache key's parts are called in Redis. */
class RedisNamesTest {
  private final RedisNames names = new RedisNames("fw:");

  @Test
  void aPlainKeyIsItsOwnHashTag() {
    assertThat(names.all("posts:7"))
        .containsExactly("fw:v:{posts:7}", "fw:l:{posts:7}", "fw:w:{posts:7}", "fw:c:{posts:7}");
  }

  @Test
  void aKeyWithAHashTagKeepsIt() {
    assertThat(names.value("posts:{user:42}:1")).isEqualTo("fw:v:posts:{user:42}:1");
    assertThat(names.value("{posts}:7")).isEqualTo("fw:v:{posts}:7");
  }

  @Test
  void aBraceThatIsNoHashTagDoesNotScatterTheNames() {
    assertThat(names.value("a:{}")).isEqualTo("fw:v:{a:{}}");
    assertThat(names.value("a:{b")).isEqualTo("fw:v:{a:{b}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"posts:7", "posts:{user:42}:1", "{posts}:7", "a:{}", "a:{b", "a}b"})
  void aKeyLiesInTheSlotOfItsName(String cacheKey) {
    assertThat(names.slot(cacheKey, 0)).isEqualTo(HashSlots.of(names.value(cacheKey)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"posts:7", "posts:{user:42}:1", "{posts}:7", "a"})
  void aNameTellsItsKey(String cacheKey) {
    assertThat(names.cacheKey(names.value(cacheKey))).isEqualTo(cacheKey);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fw:l:{posts:7}", "fw:v:posts:7", "fw:v:", "fw:v:{}", "other:v:{a}", ""})
  void otherNamesTellNone(String name) {
    assertThat(names.cacheKey(name)).isEmpty();
  }

  @Test
  void channelsAreOneAClient() {
    assertThat(names.wakeChannels() + "c1").isEqualTo("fw:wake:c1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{fw}:", "fw :", "f\u00FC:", "fw}"})
  void refusesAPrefixThatWouldBreakNames(String prefix) {
    assertThatThrownBy(() -> new RedisNames(prefix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("redisPrefix must");
  }
}
