package io.forewarm.client.redis;

import static io.forewarm.client.redis.StoreRig.NAMES;
import static io.forewarm.client.redis.StoreRig.STORE;
import static io.forewarm.client.redis.StoreRig.acquire;
import static io.forewarm.client.redis.StoreRig.get;
import static io.forewarm.client.redis.StoreRig.key;
import static io.forewarm.client.redis.StoreRig.versioned;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.redis.Envelope.State;
import io.forewarm.client.redis.ValueStore.Replaced;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A payload that comes with its write takes the place of an older one, and creates nothing. */
@Tag("integration")
class CarryScriptTest {
  private final String key = key();
  private final WriteId write = StoreRig.write();

  private Replaced carry(long version, String payload) {
    return get(STORE.carry(key, write, version, payload.getBytes(UTF_8)));
  }

  @Test
  void replacesThePayloadOfALowerVersionAndNothingElse() {
    StoreRig.store(key, versioned(5, "five".repeat(1000)), 30_000);
    Envelope before = get(STORE.read(key));
    assertThat(carry(6, "six")).isEqualTo(Replaced.STORED);
    Envelope after = get(STORE.read(key));
    assertThat(StoreRig.payload(key)).isEqualTo("six");
    assertThat(after.version()).isEqualTo(6);
    assertThat(after.writeId()).isEqualTo(write);
    assertThat(after.softExpiresAt()).isEqualTo(before.softExpiresAt());
    assertThat(after.watermark()).isEqualTo(before.watermark());
    assertThat(after.codec()).isEqualTo(before.codec());
    assertThat(after.loadMicros()).isEqualTo(before.loadMicros());
    assertThat(StoreRig.ttl(NAMES.value(key))).isBetween(1L, 30_000L);
  }

  @Test
  void keepsWhatHasTheWriteAlready() {
    StoreRig.store(key, versioned(6, "six"));
    assertThat(carry(6, "other")).isEqualTo(Replaced.KEPT);
    assertThat(carry(5, "older")).isEqualTo(Replaced.KEPT);
    assertThat(carry(7, "seven")).isEqualTo(Replaced.STORED);
    assertThat(carry(8, "the same write again")).isEqualTo(Replaced.KEPT);
    assertThat(StoreRig.payload(key)).isEqualTo("seven");
  }

  @Test
  void createsNothing() {
    assertThat(carry(6, "six")).isEqualTo(Replaced.INVALIDATED);
    assertThat(StoreRig.state(key)).isEqualTo(State.TOMBSTONE);
    assertThat(carry(6, "six")).isEqualTo(Replaced.KEPT);
    assertThat(StoreRig.state(key)).isEqualTo(State.TOMBSTONE);
  }

  @Test
  void aValueWithoutAVersionAndTheKnowledgeThatThereIsNoneBecomeVoid() {
    StoreRig.store(key, StoreRig.fresh("unversioned"));
    assertThat(carry(6, "six")).isEqualTo(Replaced.INVALIDATED);
    assertThat(StoreRig.state(key)).isEqualTo(State.TOMBSTONE);
    String other = key();
    StoreRig.store(other, StoreRig.envelope(State.ABSENT, 5, StoreRig.write(), 60_000, ""));
    assertThat(get(STORE.carry(other, write, 6, new byte[1]))).isEqualTo(Replaced.INVALIDATED);
    assertThat(StoreRig.state(other)).isEqualTo(State.TOMBSTONE);
  }

  @Test
  void aValueWithTagsOrAValidatorBecomesVoid() {
    for (Envelope bound : new Envelope[] {bound(new long[] {7}, ""), bound(new long[0], "etag")}) {
      StoreRig.store(key, bound);
      assertThat(get(STORE.carry(key, StoreRig.write(), bound.version() + 1, new byte[1])))
          .isEqualTo(Replaced.INVALIDATED);
      assertThat(StoreRig.state(key)).isEqualTo(State.TOMBSTONE);
    }
  }

  @Test
  void theTimeOfTheWriteGoesIntoTheValue() {
    StoreRig.store(key, StoreRig.envelope(State.VALUE, 5, StoreRig.write(), -1, "five"));
    for (long version = 6; version <= 7; version++) {
      long began = STORE.now();
      assertThat(get(STORE.carry(key, StoreRig.write(), version, "written".getBytes(UTF_8))))
          .isEqualTo(Replaced.STORED);
      assertThat(get(STORE.read(key)).writtenAt()).isBetween(began - 100, STORE.now() + 100);
      assertThat(StoreRig.payload(key)).isEqualTo("written");
    }
  }

  private static Envelope bound(long[] tags, String validator) {
    return new Envelope(
        State.VALUE,
        5,
        STORE.now() + 60_000,
        0,
        WriteId.NONE,
        0,
        0,
        (byte) 2,
        tags,
        validator,
        "five".getBytes(UTF_8),
        0);
  }

  @Test
  void aLoadThatBeganBeforeItCannotFillAfterIt() {
    StoreRig.store(key, StoreRig.envelope(State.VALUE, 5, StoreRig.write(), -1, "five"));
    assertThat(acquire(key, 1)).isInstanceOf(LeaseAnswer.Granted.class);
    assertThat(carry(6, "six")).isEqualTo(Replaced.STORED);
    assertThat(get(STORE.fill(key, 1, versioned(5, "five"), 30_000))).isFalse();
    assertThat(StoreRig.payload(key)).isEqualTo("six");
  }
}
