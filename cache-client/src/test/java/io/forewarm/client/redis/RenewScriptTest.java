package io.forewarm.client.redis;

import static io.forewarm.client.redis.StoreRig.NAMES;
import static io.forewarm.client.redis.StoreRig.STORE;
import static io.forewarm.client.redis.StoreRig.acquire;
import static io.forewarm.client.redis.StoreRig.get;
import static io.forewarm.client.redis.StoreRig.key;
import static io.forewarm.client.redis.StoreRig.ttl;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long a lease, and what it has shortened, goes on to live. */
@Tag("integration")
class RenewScriptTest {
  private final String key = key();

  @Test
  void prolongsTheCallersLease() {
    acquire(key, 1, 10_000);
    assertThat(get(STORE.renew(key, 1, 60_000))).isTrue();
    assertThat(ttl(NAMES.lease(key))).isGreaterThan(10_000);
  }

  @Test
  void leavesAnotherLeaseAlone() {
    acquire(key, 1, 10_000);
    assertThat(get(STORE.renew(key, 2, 60_000))).isFalse();
    assertThat(ttl(NAMES.lease(key))).isLessThanOrEqualTo(10_000);
    assertThat(get(STORE.renew(key(), 1, 60_000))).isFalse();
  }

  @Test
  void aRefreshNeverProlongsTheValue() {
    StoreRig.store(key, StoreRig.stale("old"), 20_000);
    acquire(key, 1, 10_000);
    assertThat(get(STORE.renew(key, 1, 60_000))).isTrue();
    assertThat(ttl(NAMES.value(key))).isBetween(1L, 20_000L);
  }

  @Test
  void aSeizedValueGrowsWithTheLeaseButNotBeyondItsHardExpiry() {
    StoreRig.store(key, StoreRig.fresh("old"), 100_000);
    get(STORE.seize(key, 1, 10_000));
    assertThat(ttl(NAMES.value(key))).isBetween(1L, 10_000L);
    assertThat(get(STORE.renew(key, 1, 50_000))).isTrue();
    assertThat(ttl(NAMES.value(key))).isBetween(10_001L, 50_000L);
    assertThat(get(STORE.renew(key, 1, 200_000))).isTrue();
    assertThat(ttl(NAMES.value(key))).isBetween(50_001L, 100_000L);
    assertThat(ttl(NAMES.lease(key))).isGreaterThan(100_000);
  }

  @Test
  void whatIsForeignIsNoLease() {
    StoreRig.litter(key);
    assertThat(get(STORE.renew(key, 1, 60_000))).isFalse();
  }
}
