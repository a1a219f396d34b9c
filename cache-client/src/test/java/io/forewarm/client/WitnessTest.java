package io.forewarm.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.events.EventSink;
import io.forewarm.client.redis.Envelope;
import io.forewarm.client.redis.LeaseRequest;
import io.forewarm.client.redis.WriteId;
import io.forewarm.client.testing.MemoryStore;
import io.forewarm.schemas.CacheKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A witness sees what a client may be served, near and in Redis, and changes nothing. */
class WitnessTest {
  private static final String KEY = "things:1";

  private final MemoryStore store = new MemoryStore();
  private final ToldLog log = new ToldLog();
  private final Witness witness = new Witness(store, EventSink.NONE, log, Duration.ofMinutes(1));

  private void store(long watermark, long softMillis, long... tags) {
    store.acquire(new LeaseRequest(KEY, 1, 1_000, LeaseRequest.FRESH, "")).join();
    Envelope envelope =
        new Envelope(
                Envelope.State.VALUE,
                Envelope.UNVERSIONED,
                store.now() + softMillis,
                watermark,
                WriteId.NONE,
                0,
                (byte) 1,
                new byte[] {1, 2, 3},
                0)
            .described(tags, "");
    assertThat(store.fill(KEY, 1, envelope, 60_000).join()).isTrue();
  }

  private Envelope read() {
    return witness.readAll(Arrays.asList(KEY)).join().get(0);
  }

  @Test
  void nothingIsNothing() {
    assertThat(read()).isNull();
    assertThat(witness.near(KEY)).isNull();
  }

  @Test
  void whatWasReadIsServedNearUntilTheLogSaysOtherwise() {
    store(5, 60_000);
    assertThat(witness.near(KEY)).isNull();
    assertThat(read()).isNotNull();
    assertThat(witness.near(KEY)).isNotNull();
    assertThat(witness.near(KEY).payload()).isEmpty();

    log.listener().invalidated(CacheKey.hash("things:2"));
    assertThat(witness.near(KEY)).isNotNull();
    log.listener().invalidated(CacheKey.hash(KEY));
    assertThat(witness.near(KEY)).isNull();
  }

  @Test
  void aLostLogProvesNothing() {
    store(5, 60_000);
    assertThat(read()).isNotNull();
    log.listener().lost();
    assertThat(witness.near(KEY)).isNull();
  }

  @Test
  void whatItsTagMadeVoidIsNotServed() {
    store(5, 60_000, VoidedRanges.tagId("red"));
    assertThat(read()).isNotNull();
    log.listener().voided("tag:red", 6);
    assertThat(witness.near(KEY)).isNull();
    assertThat(read()).isNull();
  }

  @Test
  void whatHasExpiredIsNotKeptNear() {
    store(5, -1);
    assertThat(read()).isNotNull();
    assertThat(witness.near(KEY)).isNull();
  }

  @Test
  void aTombstoneIsSeenButNotKeptNear() {
    store.invalidate(KEY, new WriteId(1, 2), null).join();
    assertThat(List.of(read())).extracting(Envelope::state).contains(Envelope.State.TOMBSTONE);
    assertThat(witness.near(KEY)).isNull();
  }
}
