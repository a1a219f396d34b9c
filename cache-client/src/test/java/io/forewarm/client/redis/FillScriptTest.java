package io.forewarm.client.redis;

import static io.forewarm.client.redis.StoreRig.NAMES;
import static io.forewarm.client.redis.StoreRig.STORE;
import static io.forewarm.client.redis.StoreRig.acquire;
import static io.forewarm.client.redis.StoreRig.get;
import static io.forewarm.client.redis.StoreRig.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forewarm.client.codec.Compression;
import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.embedded.Embedded;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A value is stored only while its lease holds. */
@Tag("integration")
class FillScriptTest {
  private final String key = key();

  @Test
  void storesTheValueAndEndsTheLease() {
    acquire(key, 1);
    assertThat(get(STORE.fill(key, 1, StoreRig.fresh("value"), 30_000))).isTrue();
    assertThat(StoreRig.payload(key)).isEqualTo("value");
    assertThat(StoreRig.ttl(NAMES.value(key))).isBetween(1L, 30_000L);
    assertThat(StoreRig.exists(NAMES.lease(key))).isFalse();
    assertThat(get(STORE.fill(key, 1, StoreRig.fresh("again"), 30_000))).isFalse();
  }

  @Test
  void storesNothingWithoutTheLease() {
    assertThat(get(STORE.fill(key, 1, StoreRig.fresh("none"), 30_000))).isFalse();
    acquire(key, 1);
    assertThat(get(STORE.fill(key, 2, StoreRig.fresh("foreign"), 30_000))).isFalse();
    assertThat(StoreRig.payload(key)).isNull();
    assertThat(StoreRig.exists(NAMES.lease(key))).isTrue();
  }

  @Test
  void storesNothingAfterAnInvalidation() {
    acquire(key, 1);
    get(STORE.invalidate(key, StoreRig.write(), null));
    assertThat(get(STORE.fill(key, 1, StoreRig.fresh("old"), 30_000))).isFalse();
    assertThat(StoreRig.state(key)).isEqualTo(Envelope.State.TOMBSTONE);
  }

  @Test
  void storesNothingAfterRedisForgotTheLease() {
    acquire(key, 1);
    StoreRig.RAW.getKeys().delete(NAMES.lease(key));
    assertThat(get(STORE.fill(key, 1, StoreRig.fresh("old"), 30_000))).isFalse();
  }

  @Test
  void refusesWhatIsTooLarge() {
    CompressionConfig small = new CompressionConfig(Compression.NONE, 0, 0, 10);
    try (RedissonStore store =
        RedissonStore.connect(
            StoreRig.config(Embedded.redis().url()),
            StoreRig.PREFIX,
            small,
            Duration.ofSeconds(10))) {
      assertThatThrownBy(() -> get(store.fill(key, 1, StoreRig.fresh("more than that"), 30_000)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("fill of " + key)
          .hasMessageContaining("above the limit of 10");
    }
  }

  @Test
  void refusesToKeepForNoTime() {
    assertThatThrownBy(() -> STORE.fill(key, 1, StoreRig.fresh("x"), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLargeValueComesBack() throws Exception {
    String large = "x".repeat(3 << 20);
    acquire(key, 1);
    assertThat(STORE.fill(key, 1, StoreRig.fresh(large), 30_000).get(20, TimeUnit.SECONDS))
        .isTrue();
    assertThat(StoreRig.payload(key)).isEqualTo(large);
    assertThat(StoreRig.bytes(NAMES.value(key)).length).isLessThan(100_000);
  }
}
