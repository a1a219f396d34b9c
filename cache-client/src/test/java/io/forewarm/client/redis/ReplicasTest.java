package io.forewarm.client.redis;

import static io.forewarm.client.redis.StoreRig.STORE;
import static io.forewarm.client.redis.StoreRig.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class ReplicasTest {
  private final String key = StoreRig.key();

  private static String text(Replica replica) {
    return new String(Objects.requireNonNull(replica).envelope().payload(), UTF_8);
  }

  @Test
  void comesBackAsItWasStoredAndLivesForItsTime() {
    Envelope value = StoreRig.versioned(7, "copied").described(new long[] {1, 2}, "etag");
    assertThat(get(STORE.readReplica(key, 1))).isNull();
    assertThat(get(STORE.writeReplica(key, 1, new Replica(value, 123_456), 60_000))).isTrue();
    Replica replica = get(STORE.readReplica(key, 1));
    assertThat(text(replica)).isEqualTo("copied");
    assertThat(replica.readAt()).isEqualTo(123_456);
    assertThat(replica.envelope())
        .usingRecursiveComparison()
        .ignoringFields("storedBytes")
        .isEqualTo(value);
    assertThat(StoreRig.ttl(StoreRig.NAMES.replica(key, 1))).isBetween(50_000L, 60_000L);
    assertThat(get(STORE.readReplica(key, 2))).isNull();
    assertThat(get(STORE.read(key))).as("home is another name").isNull();
  }

  @Test
  void areRemovedUpToANumber() {
    for (int number = 1; number <= 3; number++) {
      Replica replica = new Replica(StoreRig.fresh("of " + number), 1);
      assertThat(get(STORE.writeReplica(key, number, replica, 60_000))).isTrue();
    }
    get(STORE.removeReplicas(key, 2));
    assertThat(get(STORE.readReplica(key, 1))).isNull();
    assertThat(get(STORE.readReplica(key, 2))).isNull();
    assertThat(text(get(STORE.readReplica(key, 3)))).isEqualTo("of 3");
  }

  @Test
  void whatWouldBeInChunksHasNone() {
    byte[] large = new byte[1 << 20];
    new java.util.Random(1).nextBytes(large);
    Envelope value =
        new Envelope(
            Envelope.State.VALUE, 1, STORE.now() + 60_000, 0, WriteId.NONE, 5, (byte) 1, large, 0);
    assertThat(get(STORE.writeReplica(key, 1, new Replica(value, 1), 60_000))).isFalse();
    assertThat(get(STORE.readReplica(key, 1))).isNull();
  }

  @Test
  void whatIsNoReplicaIsNothing() {
    String name = StoreRig.NAMES.replica(key, 1);
    StoreRig.put(name, "foreign and long enough to be taken for one".getBytes(UTF_8));
    assertThat(get(STORE.readReplica(key, 1))).isNull();
    StoreRig.put(name, new byte[] {(byte) 0xF8, 1});
    assertThat(get(STORE.readReplica(key, 1))).isNull();
    StoreRig.put(name, new byte[] {(byte) 0xF8, 1, 0, 0, 0, 0, 0, 0, 0, 1, (byte) 0xF7, 1, 0});
    assertThat(get(STORE.readReplica(key, 1))).isNull();
  }
}
