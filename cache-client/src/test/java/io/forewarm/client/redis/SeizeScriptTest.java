package io.forewarm.client.redis;

import static io.forewarm.client.redis.StoreRig.NAMES;
import static io.forewarm.client.redis.StoreRig.STORE;
import static io.forewarm.client.redis.StoreRig.acquire;
import static io.forewarm.client.redis.StoreRig.get;
import static io.forewarm.client.redis.StoreRig.key;
import static io.forewarm.client.redis.StoreRig.ttl;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.redis.LeaseAnswer.Granted;
import io.forewarm.client.redis.LeaseAnswer.Wait;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A writer takes the lease from whoever has it. */
@Tag("integration")
class SeizeScriptTest {
  private final String key = key();

  @Test
  void theFormerHolderCanDoNothingMore() {
    acquire(key, 1);
    get(STORE.seize(key, 2, 60_000));
    assertThat(get(STORE.fill(key, 1, StoreRig.fresh("old"), 60_000))).isFalse();
    assertThat(get(STORE.renew(key, 1, 60_000))).isFalse();
    assertThat(get(STORE.release(key, 1))).isFalse();
    assertThat(acquire(key, 1)).isInstanceOf(Wait.class);
    assertThat(get(STORE.fill(key, 2, StoreRig.fresh("new"), 60_000))).isTrue();
    assertThat(StoreRig.payload(key)).isEqualTo("new");
    assertThat(ttl(NAMES.value(key))).isGreaterThan(10_000);
  }

  @Test
  void onlyShortensTheLifeOfAValue() {
    StoreRig.store(key, StoreRig.fresh("old"), 20_000);
    get(STORE.seize(key, 1, 100_000));
    assertThat(ttl(NAMES.value(key))).isBetween(1L, 20_000L);
    get(STORE.seize(key, 2, 5_000));
    assertThat(ttl(NAMES.value(key))).isBetween(1L, 5_000L);
  }

  @Test
  void seizedTwiceTheValueStillKnowsItsHardExpiry() {
    StoreRig.store(key, StoreRig.fresh("old"), 100_000);
    get(STORE.seize(key, 1, 5_000));
    get(STORE.seize(key, 2, 5_000));
    assertThat(get(STORE.renew(key, 2, 500_000))).isTrue();
    assertThat(ttl(NAMES.value(key))).isBetween(50_000L, 100_000L);
  }

  @Test
  void aTombstoneIsNotForgottenEarlier() {
    get(STORE.invalidate(key, StoreRig.write(), null));
    get(STORE.seize(key, 1, 1_000));
    assertThat(ttl(NAMES.value(key))).isGreaterThan(30_000);
  }

  @Test
  void theNextLoadGetsTheLeaseOnceItIsReleased() {
    get(STORE.seize(key, 1, 60_000));
    assertThat(get(STORE.release(key, 1))).isTrue();
    assertThat(acquire(key, 2)).isInstanceOf(Granted.class);
  }

  @Test
  void whatIsForeignIsOverwritten() {
    StoreRig.litter(key);
    get(STORE.seize(key, 1, 60_000));
    assertThat(get(STORE.fill(key, 1, StoreRig.fresh("new"), 60_000))).isTrue();
  }
}
