package io.forewarm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forewarm.client.codec.Codec;
import io.forewarm.client.testing.FaultyOrigin;
import io.forewarm.client.testing.MemoryForewarm;
import io.forewarm.client.testing.MemoryStore;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WritesTest {
  private final MemoryStore redis = new MemoryStore();
  private final MemoryForewarm reader = new MemoryForewarm(redis);
  private final MemoryForewarm writer = new MemoryForewarm(redis);
  private final Writes writes = writer.forewarm().writes();
  private final FaultyOrigin<String, String> origin = new FaultyOrigin<>(key -> "v");

  @AfterEach
  void close() {
    reader.close();
    writer.close();
  }

  private Region<String, String> open(int valueVersion) {
    Region<String, String> region =
        reader.open(
            RegionConfig.builder("things", String.class, "{id}")
                .codec(Codec.utf8())
                .valueVersion(valueVersion)
                .tags((key, value) -> List.of("tag of " + key))
                .loader(origin)
                .build());
    region.getAll(List.of("a", "b", "c"));
    assertThat(origin.calls()).isEqualTo(3);
    return region;
  }

  private int loads(Region<String, String> region) {
    region.getAll(List.of("a", "b", "c"));
    return origin.calls() - 3;
  }

  @Test
  void aServiceThatOnlyWritesMakesKeysVoid() {
    Region<String, String> region = open(0);
    writes.invalidate("things:a", "things:b");
    assertThat(loads(region)).isEqualTo(2);
  }

  @Test
  void aServiceThatOnlyWritesMakesTagsVoid() {
    Region<String, String> region = open(0);
    writes.invalidateTags("tag of a", "tag of c");
    assertThat(loads(region)).isEqualTo(2);
  }

  @Test
  void aServiceThatOnlyWritesMakesPrefixesVoid() {
    Region<String, String> region = open(0);
    writes.invalidatePrefix("things:");
    assertThat(loads(region)).isEqualTo(3);
  }

  @Test
  void keysOfAnotherVersionOfTheValuesAreOthers() {
    Region<String, String> region = open(2);
    assertThat(redis.holdsValue("things@2:a")).isTrue();
    writes.invalidate("things:a");
    assertThat(loads(region)).isZero();
    writes.invalidate("things@2:a");
    assertThat(loads(region)).isEqualTo(1);
  }

  @Test
  void aKeyWithoutARegionIsRefused() {
    assertThatThrownBy(() -> writes.invalidate("a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a'");
  }

  @Test
  void anInvalidationThatNobodyCanKeepIsSaid() {
    redis.breakDown(true);
    assertThatThrownBy(() -> writes.invalidate("things:a"))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("things:a");
  }
}
