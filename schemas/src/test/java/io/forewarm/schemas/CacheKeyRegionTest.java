package io.forewarm.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The region of a cache key, however its keys are spread over slots. */
class CacheKeyRegionTest {
  @ParameterizedTest
  @CsvSource({
    "posts:user:42, posts, user:42",
    "posts:{user:42}:posts:page:1, posts, {user:42}:posts:page:1",
    "{posts}:post:7, posts, post:7",
    "{p}:7, p, 7",
    "posts@2:post:7, posts, post:7",
    "posts@2:{user:42}:posts, posts, {user:42}:posts",
    "{posts}@12:post:7, posts, post:7",
    "me@example:7, me@example, 7",
    "@2:7, @2, 7",
    "{}:7, {}, 7",
    "{a:b}:c, {a, b}:c",
    "no-colon, no-colon, no-colon",
    "{no-colon}, {no-colon}, {no-colon}",
  })
  void tellsRegionAndKey(String cacheKey, String region, String key) {
    assertThat(CacheKey.region(cacheKey)).isEqualTo(region);
    assertThat(CacheKey.key(cacheKey)).isEqualTo(key);
  }
}
