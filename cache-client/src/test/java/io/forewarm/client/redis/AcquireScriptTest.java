package io.forewarm.client.redis;

import static io.forewarm.client.redis.StoreRig.NAMES;
import static io.forewarm.client.redis.StoreRig.STORE;
import static io.forewarm.client.redis.StoreRig.acquire;
import static io.forewarm.client.redis.StoreRig.envelope;
import static io.forewarm.client.redis.StoreRig.get;
import static io.forewarm.client.redis.StoreRig.key;
import static io.forewarm.client.redis.StoreRig.unique;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forewarm.client.redis.Envelope.State;
import io.forewarm.client.redis.LeaseAnswer.Granted;
import io.forewarm.client.redis.LeaseAnswer.Present;
import io.forewarm.client.redis.LeaseAnswer.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.client.codec.StringCodec;

/** Who may load a key, who is given a value, and who waits. */
@Tag("integration")
class AcquireScriptTest {
  private final String key = key();

  @Test
  void grantsOneLeaseAndTheOthersWait() {
    assertThat(acquire(key, 7)).isEqualTo(new Granted(null));
    assertThat(acquire(key, -8))
        .isInstanceOfSatisfying(
            Wait.class,
            wait -> {
              assertThat(wait.stale()).isNull();
              assertThat(wait.remainingMillis()).isBetween(1L, 60_000L);
            });
    assertThat(StoreRig.bytes(NAMES.lease(key))).isEqualTo("7".getBytes(UTF_8));
  }

  @Test
  void theHolderIsGrantedItsOwnLeaseAgain() {
    acquire(key, Long.MIN_VALUE, 1_000);
    assertThat(acquire(key, Long.MIN_VALUE, 60_000)).isEqualTo(new Granted(null));
    assertThat(StoreRig.ttl(NAMES.lease(key))).isGreaterThan(1_000);
  }

  @Test
  void aLeaseThatHasEndedGoesToTheNext() {
    acquire(key, 1, 1);
    await().until(() -> acquire(key, 2) instanceof Granted);
    assertThat(get(STORE.fill(key, 1, StoreRig.fresh("late"), 60_000))).isFalse();
  }

  @Test
  void answersWithWhatIsFresh() {
    StoreRig.store(key, StoreRig.fresh("fresh"));
    assertThat(acquire(key, 1))
        .isInstanceOfSatisfying(
            Present.class,
            present -> assertThat(present.value().payload()).isEqualTo("fresh".getBytes(UTF_8)));
    assertThat(StoreRig.exists(NAMES.lease(key))).isFalse();
  }

  @Test
  void theKnowledgeThatThereIsNothingIsAnAnswer() {
    StoreRig.store(key, envelope(State.ABSENT, 0, WriteId.NONE, 60_000, ""));
    assertThat(acquire(key, 1)).isInstanceOf(Present.class);
  }

  @Test
  void givesWhatIsStaleToTheHolderAndToThoseWhoWait() {
    StoreRig.store(key, StoreRig.stale("stale"));
    assertThat(acquire(key, 1))
        .isInstanceOfSatisfying(Granted.class, granted -> assertPayload(granted.before(), "stale"));
    assertThat(acquire(key, 2))
        .isInstanceOfSatisfying(Wait.class, wait -> assertPayload(wait.stale(), "stale"));
  }

  private static void assertPayload(Envelope envelope, String payload) {
    assertThat(envelope).isNotNull();
    assertThat(new String(envelope.payload(), UTF_8)).isEqualTo(payload);
  }

  @Test
  void onlyALaterSoftExpiryThanSeenIsNews() {
    Envelope stored = StoreRig.stale("newer");
    StoreRig.store(key, stored);
    LeaseRequest older = seen(stored.softExpiresAt() - 1);
    LeaseRequest same = seen(stored.softExpiresAt());
    assertThat(get(STORE.acquire(older))).isInstanceOf(Present.class);
    assertThat(get(STORE.acquire(same))).isInstanceOf(Granted.class);
  }

  @Test
  void aFreshValueThatWasSeenIsRefreshed() {
    Envelope stored = StoreRig.fresh("seen");
    StoreRig.store(key, stored);
    assertThat(get(STORE.acquire(seen(stored.softExpiresAt())))).isInstanceOf(Granted.class);
  }

  private LeaseRequest seen(long softExpiry) {
    return new LeaseRequest(key, unique(), 60_000, softExpiry, "");
  }

  @Test
  void aTombstoneIsShownToTheHolderOnly() {
    WriteId id = StoreRig.write();
    get(STORE.invalidate(key, id, 9L));
    assertThat(acquire(key, 1))
        .isInstanceOfSatisfying(
            Granted.class,
            granted -> {
              assertThat(granted.before()).isNotNull();
              assertThat(granted.before().state()).isEqualTo(State.TOMBSTONE);
              assertThat(granted.before().writeId()).isEqualTo(id);
              assertThat(granted.before().version()).isEqualTo(9);
            });
    assertThat(acquire(key, 2))
        .isInstanceOfSatisfying(Wait.class, wait -> assertThat(wait.stale()).isNull());
  }

  @Test
  void aBoundedNumberOfClientsIsWoken() {
    acquire(key, 1);
    List<CompletableFuture<LeaseAnswer>> waiting = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      LeaseRequest request = new LeaseRequest(key, 2, 60_000, LeaseRequest.FRESH, "client-" + i);
      waiting.add(STORE.acquire(request));
    }
    waiting.forEach(answer -> assertThat(get(answer)).isInstanceOf(Wait.class));
    assertThat(StoreRig.RAW.getSet(NAMES.waiters(key), StringCodec.INSTANCE)).hasSize(64);
    assertThat(StoreRig.ttl(NAMES.waiters(key))).isBetween(1L, 60_000L);
  }

  @Test
  void whatIsForeignCountsAsNothing() {
    StoreRig.litter(key);
    LeaseRequest first = new LeaseRequest(key, 1, 60_000, LeaseRequest.FRESH, "client");
    LeaseRequest second = new LeaseRequest(key, 2, 60_000, LeaseRequest.FRESH, "client");
    assertThat(get(STORE.acquire(first))).isEqualTo(new Granted(null));
    assertThat(get(STORE.acquire(second))).isInstanceOf(Wait.class);
    assertThat(get(STORE.fill(key, 1, StoreRig.fresh("mended"), 60_000))).isTrue();
    assertThat(StoreRig.payload(key)).isEqualTo("mended");
  }

  @Test
  void aLeaseThatWouldNeverEndIsNone() {
    StoreRig.put(NAMES.lease(key), "99".getBytes(UTF_8));
    assertThat(acquire(key, 1)).isEqualTo(new Granted(null));
    assertThat(StoreRig.ttl(NAMES.lease(key))).isPositive();
  }

  @Test
  void aValueThatLooksPresentButIsDamagedIsReplaced() {
    StoreRig.store(key, StoreRig.fresh("good"));
    byte[] damaged = StoreRig.bytes(NAMES.value(key));
    damaged[4] = 99;
    StoreRig.put(NAMES.value(key), damaged);
    long before = STORE.unreadable();
    assertThat(acquire(key, 1)).isEqualTo(new Granted(null));
    assertThat(STORE.unreadable()).isGreaterThan(before);
    assertThat(get(STORE.fill(key, 1, StoreRig.fresh("mended"), 60_000))).isTrue();
    assertThat(StoreRig.payload(key)).isEqualTo("mended");
  }
}
