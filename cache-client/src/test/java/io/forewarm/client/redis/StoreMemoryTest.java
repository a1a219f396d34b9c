package io.forewarm.client.redis;

import static io.forewarm.client.redis.StoreRig.get;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.codec.Compression;
import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.client.redis.Envelope.State;
import io.forewarm.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;

/** What is drawn from the memory of a Redis, and what may be evicted from it. */
@Tag("integration")
class StoreMemoryTest {
  private static final int ENOUGH = 500;
  private static final RedisNames NAMES = new RedisNames("fw:");

  private static EmbeddedRedis redis;
  private static RedissonStore store;
  private static RedissonClient raw;

  @BeforeAll
  static void start() {
    redis = EmbeddedRedis.builder().maxMemory("64mb", "allkeys-lfu").start();
    raw = StoreRig.raw(redis.url());
    store =
        RedissonStore.connect(
            StoreRig.config(redis.url()),
            NAMES.prefix(),
            CompressionConfig.of(Compression.NONE),
            new ValueSizes(8 << 20, 12 << 10, 4 << 10, 4),
            Duration.ofSeconds(10));
  }

  @AfterAll
  static void stop() {
    store.close();
    raw.shutdown();
    redis.close();
  }

  @BeforeEach
  void flush() {
    raw.getKeys().flushall();
  }

  private static Envelope value(int bytes) {
    return new Envelope(
        State.VALUE,
        1,
        store.now() + 60_000,
        77,
        WriteId.NONE,
        1_234,
        (byte) 2,
        new byte[bytes],
        0);
  }

  private static void put(String cacheKey, Envelope envelope) {
    get(store.seize(cacheKey, 1, 60_000));
    assertThat(get(store.fill(cacheKey, 1, envelope, 60_000))).isTrue();
  }

  private static List<SampledValue> draw() {
    return get(store.memory().draw("127.0.0.1:" + redis.port(), ENOUGH, true));
  }

  private static SampledValue drawn(String cacheKey) {
    return draw().stream()
        .filter(value -> value.cacheKey().equals(cacheKey))
        .findFirst()
        .orElseThrow();
  }

  private static Eviction evict(SampledValue value) {
    return get(store.memory().evict(value));
  }

  private static boolean exists(String cacheKey) {
    return get(store.read(cacheKey)) != null;
  }

  @Test
  void theMastersTellTheirMemory() {
    assertThat(get(store.memory().masters()))
        .singleElement()
        .satisfies(
            master -> {
              assertThat(master.node()).isEqualTo("127.0.0.1:" + redis.port());
              assertThat(master.limit()).isEqualTo(64 << 20);
              assertThat(master.used()).isBetween(100_000L, master.limit());
              assertThat(master.policy()).isEqualTo("allkeys-lfu");
            });
  }

  @Test
  void onlyValuesAreDrawn() {
    put("r:value", value(1_000));
    put("r:{user:1}:entity", value(2_000));
    put("{r}:type", value(3_000));
    get(store.invalidate("r:tombstone", WriteId.NONE, null));
    StoreRig.get(store.acquire(new LeaseRequest("r:lease", 7, 60_000, LeaseRequest.FRESH, "")));
    raw.getBucket("session:1", ByteArrayCodec.INSTANCE).set(new byte[] {(byte) 0xF7, 1, 0});
    raw.getBucket("fw:v:{r:foreign}", ByteArrayCodec.INSTANCE).set(new byte[100]);
    raw.getList("fw:v:{r:list}", ByteArrayCodec.INSTANCE).add(new byte[100]);

    List<SampledValue> values =
        draw().stream().sorted(Comparator.comparing(SampledValue::bytes)).toList();

    assertThat(values)
        .extracting(SampledValue::cacheKey)
        .containsExactly("r:value", "r:{user:1}:entity", "{r}:type");
    SampledValue first = values.get(0);
    assertThat(first.bytes()).isBetween(1_300L, 1_500L);
    assertThat(first.loadMicros()).isEqualTo(1_234);
    assertThat(first.watermark()).isEqualTo(77);
    assertThat(first.softExpiresAt()).isGreaterThan(store.now());
    assertThat(first.frequency()).isBetween(0, 10);
  }

  @Test
  void withoutAnLfuPolicyNoFrequencyIsKnown() {
    put("r:value", value(10));

    assertThat(get(store.memory().draw("127.0.0.1:" + redis.port(), 10, false)))
        .allSatisfy(value -> assertThat(value.frequency()).isEqualTo(-1))
        .isNotEmpty();
  }

  @Test
  void nothingIsDrawnFromAnEmptyRedis() {
    assertThat(draw()).isEmpty();
  }

  @Test
  void aValueGoes() {
    put("r:value", value(100));

    assertThat(evict(drawn("r:value"))).isEqualTo(Eviction.EVICTED);
    assertThat(exists("r:value")).isFalse();
    assertThat(raw.getKeys().count()).isZero();
  }

  @Test
  void aLeaseKeepsTheValue() {
    put("r:value", value(100));
    SampledValue drawn = drawn("r:value");
    get(store.seize("r:value", 9, 60_000));

    assertThat(evict(drawn)).isEqualTo(Eviction.LEASED);
    assertThat(exists("r:value")).isTrue();

    get(store.release("r:value", 9));
    assertThat(evict(drawn)).isEqualTo(Eviction.EVICTED);
  }

  @Test
  void anotherValueStays() {
    put("r:value", value(100));
    SampledValue drawn = drawn("r:value");
    put("r:value", value(101));

    assertThat(evict(drawn)).isEqualTo(Eviction.CHANGED);
    assertThat(get(store.read("r:value")).payload()).hasSize(101);
  }

  @Test
  void aTombstoneStays() {
    put("r:value", value(100));
    SampledValue drawn = drawn("r:value");
    get(store.invalidate("r:value", new WriteId(1, 2), null));

    assertThat(evict(drawn)).isEqualTo(Eviction.CHANGED);
    assertThat(get(store.read("r:value")).state()).isEqualTo(State.TOMBSTONE);
    SampledValue tombstone =
        new SampledValue(
            "r:value",
            1,
            1,
            1,
            1,
            1,
            raw.<byte[]>getBucket("fw:v:{r:value}", ByteArrayCodec.INSTANCE).get());
    assertThat(evict(tombstone)).isEqualTo(Eviction.CHANGED);
    assertThat(exists("r:value")).isTrue();
  }

  @Test
  void whatIsNoValueStays() {
    raw.getBucket("fw:v:{r:foreign}", ByteArrayCodec.INSTANCE)
        .set("foreign bytes, as many as a header has at the very least".getBytes(US_ASCII));
    SampledValue foreign = new SampledValue("r:foreign", 1, 1, 1, 1, 1, new byte[56]);

    assertThat(evict(foreign)).isEqualTo(Eviction.CHANGED);
    assertThat(raw.getKeys().count()).isEqualTo(1);
  }

  @Test
  void chunksAreCountedAndGo() {
    put("r:large", value(100_000));
    SampledValue drawn = drawn("r:large");

    assertThat(drawn.bytes()).isBetween(100_000L, 101_000L);
    assertThat(raw.getKeys().count()).isEqualTo(26);
    assertThat(evict(drawn)).isEqualTo(Eviction.EVICTED);
    assertThat(raw.getKeys().count()).isZero();
  }
}
