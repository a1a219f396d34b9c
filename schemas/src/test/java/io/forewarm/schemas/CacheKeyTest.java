package io.forewarm.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheKeyTest {

  @ParameterizedTest
  @CsvSource({
    "post:7, post, 7",
    "post:7:comments, post, 7:comments",
    "posts:{user:42}:page:1, posts, {user:42}:page:1",
    "{posts}:post:7, posts, post:7",
    "post:, post, ''",
    "post, post, post",
    "{}:7, {}, 7",
  })
  void namesItsRegionAndKey(String cacheKey, String region, String key) {
    assertThat(CacheKey.region(cacheKey)).isEqualTo(region);
    assertThat(CacheKey.key(cacheKey)).isEqualTo(key);
  }

  @Test
  void joinsWhatItTakesApart() {
    String cacheKey = CacheKey.of("post", "7:comments");
    assertThat(CacheKey.region(cacheKey)).isEqualTo("post");
    assertThat(CacheKey.key(cacheKey)).isEqualTo("7:comments");
  }

  @Test
  void itsPartitionIsKafkasOwn() {
    Random random = new Random(3);
    for (int i = 0; i < 10_000; i++) {
      String cacheKey = text(random);
      int partitions = 1 + random.nextInt(100);
      assertThat(CacheKey.partition(cacheKey, partitions))
          .as("%s of %d", cacheKey, partitions)
          .isEqualTo(BuiltInPartitioner.partitionForKey(cacheKey.getBytes(UTF_8), partitions));
    }
  }

  /** Invalidations name keys by these numbers: another value would miss what others cached. */
  @ParameterizedTest
  @CsvSource({
    "'', -1166397803181037274",
    "post:1, 5146599991501915708",
    "posts:{user:42}:posts:page:1, 3163383124480277175",
    "profile:Zoë, -1605883901176015436",
    "a:𝄞, -4250590036791205432",
  })
  void itsHashNeverChanges(String cacheKey, long hash) {
    assertThat(CacheKey.hash(cacheKey)).isEqualTo(hash);
  }

  @Test
  void itsHashOfTheLongestKeyNeverChanges() {
    assertThat(CacheKey.hash("x".repeat(CacheKey.MAX_BYTES))).isEqualTo(-6155789073944735954L);
  }

  @Test
  void itsHashesDoNotMeetAndSpreadOverAllBits() {
    int count = 100_000;
    long[] hashes = IntStream.range(0, count).mapToLong(i -> CacheKey.hash("post:" + i)).toArray();
    assertThat(Arrays.stream(hashes).distinct().count()).isEqualTo(count);
    for (int bit = 0; bit < Long.SIZE; bit++) {
      int index = bit;
      long ones = Arrays.stream(hashes).filter(hash -> ((hash >>> index) & 1) == 1).count();
      assertThat((double) ones / count).as("bit %d", bit).isBetween(0.49, 0.51);
    }
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(40), 0, 0x1_0fff)
        .filter(point -> point < 0xd800 || point > 0xdfff)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
