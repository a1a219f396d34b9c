package io.forewarm.client.redis;

import static io.forewarm.client.redis.StoreRig.NAMES;
import static io.forewarm.client.redis.StoreRig.STORE;
import static io.forewarm.client.redis.StoreRig.acquire;
import static io.forewarm.client.redis.StoreRig.get;
import static io.forewarm.client.redis.StoreRig.key;
import static io.forewarm.client.redis.StoreRig.ttl;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.redis.LeaseAnswer.Granted;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A lease is given back by its holder only. */
@Tag("integration")
class ReleaseScriptTest {
  private final String key = key();

  @Test
  void givesTheLeaseBackOnce() {
    acquire(key, 1);
    assertThat(get(STORE.release(key, 1))).isTrue();
    assertThat(get(STORE.release(key, 1))).isFalse();
    assertThat(acquire(key, 2)).isInstanceOf(Granted.class);
  }

  @Test
  void leavesAnotherLeaseAlone() {
    acquire(key, 1);
    assertThat(get(STORE.release(key, 2))).isFalse();
    assertThat(StoreRig.exists(NAMES.lease(key))).isTrue();
  }

  @Test
  void aSeizedValueLivesOnAsLongAsBefore() {
    StoreRig.store(key, StoreRig.fresh("old"), 100_000);
    get(STORE.seize(key, 1, 5_000));
    assertThat(get(STORE.release(key, 1))).isTrue();
    assertThat(ttl(NAMES.value(key))).isBetween(50_000L, 100_000L);
  }

  @Test
  void whatIsForeignIsNoLease() {
    StoreRig.litter(key);
    assertThat(get(STORE.release(key, 1))).isFalse();
  }
}
