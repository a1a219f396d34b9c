package io.forewarm.client.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.client.redis.Envelope;
import io.forewarm.client.redis.LeaseAnswer;
import io.forewarm.client.redis.LeaseRequest;
import io.forewarm.client.redis.RedissonStore;
import io.forewarm.client.redis.ValueStore;
import io.forewarm.client.redis.WriteId;
import io.forewarm.embedded.Embedded;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.redisson.config.Config;

/** The store in memory answers what the scripts on a real Redis answer. */
@Tag("integration")
class MemoryStoreProperties {
  private static final long LONG = 3_600_000;
  private static final List<String> WRITES =
      List.of(UUID.randomUUID().toString(), UUID.randomUUID().toString());
  private static ValueStore redis;

  @BeforeContainer
  static void connect() {
    Config config = new Config();
    config.useSingleServer().setAddress(Embedded.redis().url());
    redis =
        RedissonStore.connect(
            config,
            Embedded.uniquePrefix("memory"),
            CompressionConfig.DEFAULT,
            Duration.ofSeconds(5));
  }

  @AfterContainer
  static void close() {
    redis.close();
  }

  @Property(tries = 300)
  void theyAnswerAlike(@ForAll("steps") List<Step> steps) {
    MemoryStore memory = new MemoryStore();
    String key = "things:" + UUID.randomUUID();
    for (Step step : steps) {
      assertThat(step.on.apply(memory, key))
          .as("%s of %s", step, steps)
          .isEqualTo(step.on.apply(redis, key));
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Long> tokens = Arbitraries.longs().between(1, 3);
    Arbitrary<Integer> versions = Arbitraries.integers().between(1, 4);
    Arbitrary<String> writes = Arbitraries.of(WRITES);
    Arbitrary<Boolean> fresh = Arbitraries.of(true, false);
    return Arbitraries.oneOf(
            Arbitraries.just(new Step("read", (it, key) -> seen(it.read(key).join()))),
            tokens.map(MemoryStoreProperties::acquire),
            tokens.map(
                token -> new Step("renew" + token, (it, key) -> it.renew(key, token, LONG).join())),
            tokens.map(
                token -> new Step("release" + token, (it, key) -> it.release(key, token).join())),
            tokens.map(
                token ->
                    new Step(
                        "seize" + token,
                        (it, key) ->
                            it.seize(key, token, LONG).thenApply(done -> "seized").join())),
            tokens.map(
                token ->
                    new Step(
                        "seize in turn" + token,
                        (it, key) -> answer(it.seizeInTurn(key, token, LONG, "me").join()))),
            Combinators.combine(tokens, versions, fresh).as(MemoryStoreProperties::fill),
            Combinators.combine(versions, writes).as(MemoryStoreProperties::replace),
            Combinators.combine(versions.injectNull(0.5), writes)
                .as(MemoryStoreProperties::invalidate))
        .list()
        .ofMinSize(1)
        .ofMaxSize(25);
  }

  private static Step acquire(long token) {
    return new Step(
        "acquire" + token,
        (it, key) -> {
          return answer(
              it.acquire(new LeaseRequest(key, token, LONG, LeaseRequest.FRESH, "")).join());
        });
  }

  private static String answer(LeaseAnswer answer) {
    if (answer instanceof LeaseAnswer.Granted granted) {
      return "granted " + seen(granted.before());
    }
    return answer instanceof LeaseAnswer.Wait wait
        ? "wait " + seen(wait.stale())
        : "present " + seen(((LeaseAnswer.Present) answer).value());
  }

  private static Step fill(long token, int version, boolean fresh) {
    return new Step(
        "fill" + token + "v" + version + (fresh ? "" : " stale"),
        (it, key) -> it.fill(key, token, value(it, version, WriteId.NONE, fresh), LONG).join());
  }

  private static Step replace(int version, String write) {
    return new Step(
        "replace v" + version,
        (it, key) -> it.replace(key, value(it, version, WriteId.of(write), true), LONG).join());
  }

  private static Step invalidate(Integer version, String write) {
    Long at = version == null ? null : (long) version;
    return new Step(
        "invalidate v" + version + " " + WRITES.indexOf(write),
        (it, key) -> it.invalidate(key, WriteId.of(write), at).join());
  }

  private static Envelope value(ValueStore store, int version, WriteId write, boolean fresh) {
    return new Envelope(
        Envelope.State.VALUE,
        version,
        store.now() + (fresh ? LONG : -1000),
        0,
        write,
        1,
        (byte) 1,
        ("v" + version).getBytes(UTF_8),
        0);
  }

  private static String seen(Envelope stored) {
    return stored == null
        ? "nothing"
        : stored.state()
            + " v"
            + stored.version()
            + " "
            + stored.writeId()
            + new String(stored.payload(), UTF_8);
  }

  /** One command, and what it answers, times left out. */
  private record Step(String name, BiFunction<ValueStore, String, Object> on) {
    @Override
    public String toString() {
      return name;
    }
  }
}
