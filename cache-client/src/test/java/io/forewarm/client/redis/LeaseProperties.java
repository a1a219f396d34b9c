package io.forewarm.client.redis;

import static io.forewarm.client.redis.StoreRig.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.client.redis.Envelope.State;
import io.forewarm.client.redis.LeaseModel.Answer;
import io.forewarm.client.redis.LeaseModel.Entry;
import io.forewarm.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import org.redisson.api.RedissonClient;

/**
 * Whatever order things happen in, also when Redis loses data: the scripts do what the model does,
 * no load that began before a write is stored after it, and at most one token holds the lease.
 */
class LeaseProperties {
  private static final int TOKENS = 4;

  private static EmbeddedRedis redis;
  private static RedissonStore store;
  private static RedissonClient raw;

  private LeaseModel model;

  /** What happens next. */
  enum Kind {
    ACQUIRE,
    FILL,
    RENEW,
    RELEASE,
    SEIZE,
    SEIZE_IN_TURN,
    INVALIDATE,
    REPLACE,
    DELETE_VALUE,
    DELETE_LEASE,
    FLUSH
  }

  /**
   * One step.
   *
   * @param token 1 to {@link #TOKENS}
   * @param version 0 for none
   * @param write 0 for none
   */
  record Step(Kind kind, long token, long version, long write, boolean fresh) {
    Entry entry() {
      return new Entry(
          State.VALUE, version == 0 ? Envelope.UNVERSIONED : version, new WriteId(0, write), fresh);
    }
  }

  @BeforeContainer
  static void start() {
    redis = EmbeddedRedis.start();
    store =
        RedissonStore.connect(
            StoreRig.config(redis.url()), "fw:", CompressionConfig.DEFAULT, Duration.ofSeconds(10));
    raw = StoreRig.raw(redis.url());
  }

  @AfterContainer
  static void stop() {
    raw.shutdown();
    store.close();
    redis.close();
  }

  @Property(tries = 150)
  @Tag("integration")
  void noLoadThatBeganBeforeAWriteIsStoredAfterIt(@ForAll("steps") List<Step> steps) {
    run(steps);
  }

  @Property(tries = 20_000)
  @Tag("proof")
  void norIsOneInTwentyThousandInterleavings(@ForAll("steps") List<Step> steps) {
    run(steps);
  }

  private void run(List<Step> steps) {
    model = new LeaseModel();
    String key = StoreRig.key();
    for (Step step : steps) {
      take(key, step);
    }
    assertStored(key);
    long holders = 0;
    for (long token = 1; token <= TOKENS; token++) {
      boolean holds = get(store.renew(key, token, 60_000));
      assertThat(holds).isEqualTo(model.holds(token));
      holders += holds ? 1 : 0;
    }
    assertThat(holders).isLessThanOrEqualTo(1);
  }

  private void take(String key, Step step) {
    RedisNames names = new RedisNames("fw:");
    long token = step.token();
    WriteId id = new WriteId(0, step.write());
    switch (step.kind()) {
      case ACQUIRE -> {
        LeaseRequest request =
            new LeaseRequest(key, token, 60_000, LeaseRequest.FRESH, "waiter-" + token);
        assertThat(kind(get(store.acquire(request)))).isEqualTo(model.acquire(token));
      }
      case FILL -> {
        boolean outdated = model.isOutdated(token);
        boolean filled = get(store.fill(key, token, envelope(step.entry()), 60_000));
        Statistics.label("fill").collect(filled ? "stored" : outdated ? "outdated" : "no lease");
        assertThat(filled && outdated).as("a load from before a write was stored").isFalse();
        assertThat(filled).isEqualTo(model.fill(token, step.entry()));
      }
      case RENEW -> assertThat(get(store.renew(key, token, 60_000))).isEqualTo(model.holds(token));
      case RELEASE -> assertThat(get(store.release(key, token))).isEqualTo(model.release(token));
      case SEIZE -> {
        get(store.seize(key, token, 60_000));
        model.seize(token);
      }
      case SEIZE_IN_TURN ->
          assertThat(kind(get(store.seizeInTurn(key, token, 60_000, "waiter-" + token))))
              .isEqualTo(model.seizeInTurn(token));
      case INVALIDATE -> {
        Long version = step.version() == 0 ? null : step.version();
        assertThat(get(store.invalidate(key, id, version)))
            .isEqualTo(model.invalidate(id, version));
      }
      case REPLACE -> {
        Step versioned = new Step(step.kind(), token, step.version() + 1, step.write(), true);
        assertThat(get(store.replace(key, envelope(versioned.entry()), 60_000)))
            .isEqualTo(model.replace(versioned.entry()));
      }
      case DELETE_VALUE -> {
        raw.getKeys().delete(names.value(key));
        model.deleteValue();
      }
      case DELETE_LEASE -> {
        raw.getKeys().delete(names.lease(key));
        model.deleteLease();
      }
      case FLUSH -> {
        raw.getKeys().flushall();
        raw.getScript().scriptFlush();
        model.deleteValue();
        model.deleteLease();
      }
    }
    assertStored(key);
  }

  private void assertStored(String key) {
    Envelope stored = get(store.read(key));
    Entry entry = model.entry;
    if (entry == null) {
      assertThat(stored).isNull();
    } else {
      assertThat(stored).isNotNull();
      assertThat(stored.state()).isEqualTo(entry.state());
      assertThat(stored.version()).isEqualTo(entry.version());
      assertThat(stored.writeId()).isEqualTo(entry.id());
    }
  }

  private static Envelope envelope(Entry entry) {
    long freshFor = entry.fresh() ? 600_000 : -600_000;
    return new Envelope(
        entry.state(),
        entry.version(),
        store.now() + freshFor,
        0,
        entry.id(),
        0,
        (byte) 1,
        new byte[] {1},
        0);
  }

  private static Answer kind(LeaseAnswer answer) {
    if (answer instanceof LeaseAnswer.Present) {
      return Answer.PRESENT;
    }
    return answer instanceof LeaseAnswer.Granted ? Answer.GRANTED : Answer.WAIT;
  }

  /** Reads and fills are frequent, a loss of everything is rare. */
  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequency(
            Tuple.of(8, Kind.ACQUIRE),
            Tuple.of(8, Kind.FILL),
            Tuple.of(1, Kind.RENEW),
            Tuple.of(1, Kind.RELEASE),
            Tuple.of(2, Kind.SEIZE),
            Tuple.of(2, Kind.SEIZE_IN_TURN),
            Tuple.of(3, Kind.INVALIDATE),
            Tuple.of(3, Kind.REPLACE),
            Tuple.of(1, Kind.DELETE_VALUE),
            Tuple.of(1, Kind.DELETE_LEASE),
            Tuple.of(1, Kind.FLUSH));
    return Combinators.combine(
            kinds,
            Arbitraries.longs().between(1, TOKENS),
            Arbitraries.longs().between(0, 4),
            Arbitraries.longs().between(0, 3),
            Arbitraries.of(true, false, false))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }
}
