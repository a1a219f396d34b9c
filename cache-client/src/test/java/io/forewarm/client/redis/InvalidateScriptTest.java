package io.forewarm.client.redis;

import static io.forewarm.client.redis.StoreRig.NAMES;
import static io.forewarm.client.redis.StoreRig.STORE;
import static io.forewarm.client.redis.StoreRig.envelope;
import static io.forewarm.client.redis.StoreRig.get;
import static io.forewarm.client.redis.StoreRig.key;
import static io.forewarm.client.redis.StoreRig.state;
import static io.forewarm.client.redis.StoreRig.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.redis.Envelope.State;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A write makes void what is cached, once. */
@Tag("integration")
class InvalidateScriptTest {
  private final String key = key();

  @Test
  void aTombstoneReplacesTheValueAndRemembersTheWrite() {
    StoreRig.store(key, StoreRig.fresh("old"));
    WriteId id = write();
    assertThat(get(STORE.invalidate(key, id, 7L))).isTrue();
    Envelope tombstone = get(STORE.read(key));
    assertThat(tombstone).isNotNull();
    assertThat(tombstone.state()).isEqualTo(State.TOMBSTONE);
    assertThat(tombstone.writeId()).isEqualTo(id);
    assertThat(tombstone.version()).isEqualTo(7);
    assertThat(StoreRig.ttl(NAMES.value(key))).isBetween(30_000L, 60_000L);
  }

  @Test
  void alsoWhereNothingWasStored() {
    assertThat(get(STORE.invalidate(key, write(), null))).isTrue();
    assertThat(state(key)).isEqualTo(State.TOMBSTONE);
  }

  @Test
  void whatIsOnlyObservedIsMadeVoidWhereItIsAndLeftAloneWhereItIsNot() {
    assertThat(get(STORE.invalidatePresent(key, write(), null))).isFalse();
    assertThat(StoreRig.RAW.getKeys().countExists(NAMES.value(key), NAMES.lease(key))).isZero();
    StoreRig.acquire(key, 1);
    assertThat(get(STORE.invalidatePresent(key, write(), null))).isTrue();
    assertThat(get(STORE.fill(key, 1, StoreRig.fresh("old"), 60_000))).isFalse();
    String other = key();
    StoreRig.store(other, StoreRig.fresh("old"));
    assertThat(get(STORE.invalidatePresent(other, write(), null))).isTrue();
    assertThat(state(other)).isEqualTo(State.TOMBSTONE);
  }

  @Test
  void theSameWriteActsOnce() {
    WriteId id = write();
    assertThat(get(STORE.invalidate(key, id, null))).isTrue();
    StoreRig.acquire(key, 1);
    assertThat(get(STORE.invalidate(key, id, null))).isFalse();
    assertThat(get(STORE.fill(key, 1, StoreRig.fresh("new"), 60_000))).isTrue();
  }

  @Test
  void aValueThatTheWriterItselfStoredStays() {
    WriteId id = write();
    StoreRig.store(key, envelope(State.VALUE, Envelope.UNVERSIONED, id, 60_000, "new"));
    assertThat(get(STORE.invalidate(key, id, null))).isFalse();
    assertThat(StoreRig.payload(key)).isEqualTo("new");
  }

  @Test
  void noWriteIsNeverTheSameWrite() {
    StoreRig.store(key, StoreRig.fresh("old"));
    assertThat(get(STORE.invalidate(key, WriteId.NONE, null))).isTrue();
    assertThat(get(STORE.invalidate(key, WriteId.NONE, null))).isTrue();
  }

  /** As signed 64-bit numbers, although Lua's numbers hold 53 bits. */
  @ParameterizedTest
  @CsvSource({
    "5, 4, false",
    "5, 5, false",
    "5, 6, true",
    "-1, 0, true",
    "0, -1, false",
    "9007199254740992, 9007199254740993, true",
    "9007199254740993, 9007199254740992, false",
    "4294967295, 4294967296, true",
    "-4294967296, -4294967295, true",
    "9223372036854775807, 9223372036854775807, false",
    "-9223372036854775807, 9223372036854775807, true",
  })
  void aVersionThatIsNotLowerStays(long stored, long written, boolean invalidated) {
    StoreRig.store(key, StoreRig.versioned(stored, "value"));
    assertThat(get(STORE.invalidate(key, write(), written))).isEqualTo(invalidated);
    assertThat(state(key)).isEqualTo(invalidated ? State.TOMBSTONE : State.VALUE);
  }

  @Test
  void aWriteWithoutAVersionAlwaysCounts() {
    StoreRig.store(key, StoreRig.versioned(Long.MAX_VALUE, "value"));
    assertThat(get(STORE.invalidate(key, write(), null))).isTrue();
  }

  @Test
  void absenceAndTombstonesHaveVersionsToo() {
    StoreRig.store(key, envelope(State.ABSENT, 5, write(), 60_000, ""));
    assertThat(get(STORE.invalidate(key, write(), 5L))).isFalse();
    assertThat(get(STORE.invalidate(key, write(), 6L))).isTrue();
    assertThat(get(STORE.invalidate(key, write(), 6L))).isFalse();
    assertThat(get(STORE.invalidate(key, write(), 7L))).isTrue();
  }

  @Test
  void whatIsForeignIsReplaced() {
    StoreRig.litter(key);
    assertThat(get(STORE.invalidate(key, write(), 1L))).isTrue();
    assertThat(state(key)).isEqualTo(State.TOMBSTONE);
    assertThat(StoreRig.exists(NAMES.lease(key))).isFalse();
    assertThat(StoreRig.exists(NAMES.waiters(key))).isFalse();
  }
}
