package io.forewarm.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.control.ControlLog;
import io.forewarm.schemas.CacheKey;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HotReplicasTest {
  private static final String KEY = "things:a";
  private static final long BOUND = 100;

  private final AtomicLong now = new AtomicLong(1_000);
  private final HotReplicas replicas = new HotReplicas("client", now::get);

  private HotReplica spread(int count) {
    replicas.spread(KEY, count);
    return Objects.requireNonNull(replicas.of(KEY));
  }

  private boolean proves(HotReplica key, long readAt, long watermark) {
    return key.proves(readAt, now.get(), watermark, BOUND);
  }

  @Test
  void whatWasReadBeforeTheKeyWasKnownToBeHotProvesNothing() {
    HotReplica key = spread(3);
    now.addAndGet(10);
    assertThat(proves(key, 999, ControlLog.NEVER)).isFalse();
    assertThat(proves(key, 1_000, ControlLog.NEVER)).isFalse();
    assertThat(proves(key, 1_001, ControlLog.NEVER)).isTrue();
  }

  @Test
  void aCopyCountsForAsLongAsTheBoundOrTheLogProvesIt() {
    HotReplica key = spread(3);
    now.set(2_000);
    assertThat(proves(key, 1_900, ControlLog.NEVER)).isTrue();
    assertThat(proves(key, 1_899, ControlLog.NEVER)).isFalse();
    assertThat(proves(key, 1_899, 1_899)).isFalse();
    assertThat(proves(key, 1_899, 1_900)).isTrue();
    assertThat(proves(key, 2_001, ControlLog.NEVER)).as("a clock was set").isFalse();
    assertThat(proves(key, ControlLog.NEVER, 1_990)).isFalse();
  }

  @Test
  void aWriteMakesOlderCopiesVoidWhateverTheLogProves() {
    HotReplica key = spread(3);
    now.set(2_000);
    replicas.touch(CacheKey.hash(KEY));
    now.set(2_050);
    assertThat(proves(key, 2_000, 2_050)).isFalse();
    assertThat(proves(key, 2_001, 2_050)).isTrue();
    replicas.touch(CacheKey.hash("things:b"));
    assertThat(proves(key, 2_001, 2_050)).isTrue();
    replicas.touchAll();
    assertThat(proves(key, 2_050, 2_050)).isFalse();
    now.set(2_060);
    assertThat(proves(key, 2_051, 2_050)).isTrue();
  }

  @Test
  void whatIsUnderWayWhileItCoolsOrSpreadsProvesNothingTooMuch() {
    HotReplica key = spread(3);
    now.set(2_000);
    assertThat(spread(4)).as("writes are heard of in one place").isSameAs(key);
    assertThat(key.count()).isEqualTo(4);
    assertThat(proves(key, 1_990, ControlLog.NEVER)).isTrue();
    replicas.spread(KEY, 0);
    assertThat(replicas.of(KEY)).isNull();
    assertThat(proves(key, 1_990, ControlLog.NEVER)).isFalse();
    HotReplica again = spread(2);
    now.set(2_010);
    assertThat(proves(again, 2_000, ControlLog.NEVER)).isFalse();
    replicas.gather(KEY);
    assertThat(replicas.of(KEY)).isNull();
  }

  @Test
  void clientsShareReplicasAndHomeAlike() {
    int[] load = new int[4];
    IntStream.range(0, 4_000)
        .forEach(
            i -> {
              HotReplicas client = new HotReplicas("service-" + i, now::get);
              client.spread(KEY, 3);
              load[Objects.requireNonNull(client.of(KEY)).number()]++;
            });
    assertThat(IntStream.of(load)).allMatch(clients -> clients > 900 && clients < 1_100);
  }

  @Test
  void oneClientReadsOtherReplicasOfOtherKeys() {
    int[] load = new int[4];
    for (int i = 0; i < 4_000; i++) {
      replicas.spread("things:" + i, 3);
      load[Objects.requireNonNull(replicas.of("things:" + i)).number()]++;
    }
    assertThat(IntStream.of(load)).allMatch(keys -> keys > 900 && keys < 1_100);
  }
}
