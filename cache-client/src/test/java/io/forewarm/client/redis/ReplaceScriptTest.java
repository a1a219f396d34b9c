package io.forewarm.client.redis;

import static io.forewarm.client.redis.StoreRig.NAMES;
import static io.forewarm.client.redis.StoreRig.STORE;
import static io.forewarm.client.redis.StoreRig.acquire;
import static io.forewarm.client.redis.StoreRig.get;
import static io.forewarm.client.redis.StoreRig.key;
import static io.forewarm.client.redis.StoreRig.versioned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forewarm.client.redis.Envelope.State;
import io.forewarm.client.redis.ValueStore.Replaced;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A value that comes with its write replaces what is older, and creates nothing. */
@Tag("integration")
class ReplaceScriptTest {
  private final String key = key();

  @Test
  void replacesALowerVersion() {
    StoreRig.store(key, versioned(5, "five"));
    assertThat(get(STORE.replace(key, versioned(6, "six"), 30_000))).isEqualTo(Replaced.STORED);
    assertThat(StoreRig.payload(key)).isEqualTo("six");
    assertThat(StoreRig.ttl(NAMES.value(key))).isBetween(1L, 30_000L);
  }

  @Test
  void aValueWithoutAVersionMayBeNewerAndBecomesVoid() {
    StoreRig.store(key, StoreRig.fresh("unversioned"));
    assertThat(get(STORE.replace(key, versioned(6, "six"), 30_000)))
        .isEqualTo(Replaced.INVALIDATED);
    assertThat(StoreRig.state(key)).isEqualTo(State.TOMBSTONE);
  }

  @Test
  void replacesTheKnowledgeThatThereIsNothing() {
    StoreRig.store(key, StoreRig.envelope(State.ABSENT, 5, StoreRig.write(), 60_000, ""));
    assertThat(get(STORE.replace(key, versioned(6, "six"), 30_000))).isEqualTo(Replaced.STORED);
  }

  @Test
  void keepsTheSameOrAHigherVersion() {
    StoreRig.store(key, versioned(5, "five"));
    assertThat(get(STORE.replace(key, versioned(5, "other"), 30_000))).isEqualTo(Replaced.KEPT);
    assertThat(get(STORE.replace(key, versioned(4, "four"), 30_000))).isEqualTo(Replaced.KEPT);
    assertThat(StoreRig.payload(key)).isEqualTo("five");
  }

  @Test
  void createsNothingButAnInvalidation() {
    Envelope six = versioned(6, "six");
    assertThat(get(STORE.replace(key, six, 30_000))).isEqualTo(Replaced.INVALIDATED);
    Envelope tombstone = get(STORE.read(key));
    assertThat(tombstone).isNotNull();
    assertThat(tombstone.state()).isEqualTo(State.TOMBSTONE);
    assertThat(tombstone.version()).isEqualTo(6);
    assertThat(tombstone.writeId()).isEqualTo(six.writeId());
    assertThat(get(STORE.invalidate(key, six.writeId(), null))).isFalse();
  }

  @Test
  void aTombstoneOfTheSameOrAHigherVersionStays() {
    WriteId id = StoreRig.write();
    get(STORE.invalidate(key, id, 6L));
    assertThat(get(STORE.replace(key, versioned(6, "six"), 30_000))).isEqualTo(Replaced.KEPT);
    assertThat(get(STORE.replace(key, versioned(5, "five"), 30_000))).isEqualTo(Replaced.KEPT);
    assertThat(get(STORE.replace(key, versioned(7, "seven"), 30_000)))
        .isEqualTo(Replaced.INVALIDATED);
    assertThat(StoreRig.state(key)).isEqualTo(State.TOMBSTONE);
  }

  @Test
  void endsTheLeaseUnlessNothingHappens() {
    StoreRig.store(key, StoreRig.envelope(State.VALUE, 5, StoreRig.write(), -1_000, "five"));
    acquire(key, 1);
    get(STORE.replace(key, versioned(5, "five"), 30_000));
    assertThat(StoreRig.exists(NAMES.lease(key))).isTrue();
    get(STORE.replace(key, versioned(6, "six"), 30_000));
    assertThat(get(STORE.fill(key, 1, versioned(5, "five"), 30_000))).isFalse();
    assertThat(StoreRig.payload(key)).isEqualTo("six");
    String empty = key();
    acquire(empty, 1);
    get(STORE.replace(empty, versioned(6, "six"), 30_000));
    assertThat(get(STORE.fill(empty, 1, versioned(5, "five"), 30_000))).isFalse();
  }

  @Test
  void refusesAValueWithoutAVersion() {
    assertThatThrownBy(() -> STORE.replace(key, StoreRig.fresh("x"), 30_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("only a value with a version");
  }

  @Test
  void whatIsForeignIsReplacedByATombstone() {
    StoreRig.litter(key);
    assertThat(get(STORE.replace(key, versioned(1, "one"), 30_000)))
        .isEqualTo(Replaced.INVALIDATED);
    assertThat(StoreRig.state(key)).isEqualTo(State.TOMBSTONE);
  }
}
