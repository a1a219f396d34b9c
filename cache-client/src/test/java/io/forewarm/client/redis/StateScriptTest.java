package io.forewarm.client.redis;

import static io.forewarm.client.redis.StoreRig.STORE;
import static io.forewarm.client.redis.StoreRig.get;
import static io.forewarm.client.redis.StoreRig.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Life, lease and waiters of a key, as people see them. */
@Tag("integration")
class StateScriptTest {
  private final String key = key();

  @Test
  void nothing() {
    KeyState state = get(STORE.state(key));

    assertThat(state.keptMillis()).isEqualTo(KeyState.NOTHING);
    assertThat(state.leased()).isFalse();
    assertThat(state.leaseToken()).isEmpty();
    assertThat(state.waiting()).isZero();
    assertThat(state.clock()).isCloseTo(STORE.now(), within(10_000L));
  }

  @Test
  void aValueUnderALeaseThatOthersWaitFor() {
    StoreRig.store(key, StoreRig.stale("old"), 50_000);
    StoreRig.acquire(key, 7, 40_000);
    get(STORE.acquire(new LeaseRequest(key, 8, 1000, LeaseRequest.FRESH, "waiter")));

    KeyState state = get(STORE.state(key));

    assertThat(state.keptMillis()).isBetween(1L, 50_000L);
    assertThat(state.leaseMillis()).isBetween(1L, 40_000L);
    assertThat(state.leaseToken()).isEqualTo("7");
    assertThat(state.waiting()).isEqualTo(1);
    assertThat(StoreRig.payload(key)).isEqualTo("old");
  }

  @Test
  void whatIsNoLeaseIsNone() {
    StoreRig.litter(key);

    assertThat(get(STORE.state(key)).leased()).isFalse();
  }
}
