package io.forewarm.client.redis;

import static io.forewarm.client.redis.StoreRig.NAMES;
import static io.forewarm.client.redis.StoreRig.STORE;
import static io.forewarm.client.redis.StoreRig.acquire;
import static io.forewarm.client.redis.StoreRig.get;
import static io.forewarm.client.redis.StoreRig.key;
import static io.forewarm.client.redis.StoreRig.ttl;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.redis.LeaseAnswer.Granted;
import io.forewarm.client.redis.LeaseAnswer.Wait;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A writer takes the lease from whoever has it, or, in turn, from loads only. */
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
  void inTurnItCutsOffALoadAndSeesWhatIsStored() {
    StoreRig.store(key, StoreRig.stale("old"), 60_000);
    acquire(key, 1);
    assertThat(payload(seizeInTurn(2))).isEqualTo("old");
    assertThat(get(STORE.fill(key, 1, StoreRig.fresh("loaded"), 60_000))).isFalse();
  }

  @Test
  void inTurnItWaitsForAnotherWriter() {
    assertThat(seizeInTurn(1)).isEqualTo(new Granted(null));
    assertThat(seizeInTurn(1)).as("asked again").isEqualTo(new Granted(null));
    assertThat(seizeInTurn(2))
        .isInstanceOfSatisfying(
            Wait.class, wait -> assertThat(wait.remainingMillis()).isBetween(1L, 60_000L));
    assertThat(get(STORE.fill(key, 1, StoreRig.fresh("first"), 60_000))).isTrue();
    assertThat(payload(seizeInTurn(2))).isEqualTo("first");
  }

  @Test
  void outOfTurnItTakesTheLeaseFromAWriterToo() {
    seizeInTurn(1);
    get(STORE.seize(key, 2, 60_000));
    assertThat(get(STORE.fill(key, 1, StoreRig.fresh("late"), 60_000))).isFalse();
  }

  private LeaseAnswer seizeInTurn(long token) {
    return get(STORE.seizeInTurn(key, token, 60_000, "waiter-" + token));
  }

  private static String payload(LeaseAnswer answer) {
    Envelope before = ((Granted) answer).before();
    return before == null ? null : new String(before.payload(), UTF_8);
  }

  @Test
  void whatIsForeignIsOverwritten() {
    StoreRig.litter(key);
    get(STORE.seize(key, 1, 60_000));
    assertThat(get(STORE.fill(key, 1, StoreRig.fresh("new"), 60_000))).isTrue();
  }
}
