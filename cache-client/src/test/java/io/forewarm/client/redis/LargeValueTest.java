package io.forewarm.client.redis;

import static io.forewarm.client.redis.StoreRig.NAMES;
import static io.forewarm.client.redis.StoreRig.RAW;
import static io.forewarm.client.redis.StoreRig.get;
import static io.forewarm.client.redis.StoreRig.key;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forewarm.client.codec.Compression;
import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.client.redis.Envelope.State;
import io.forewarm.client.redis.LeaseAnswer.Granted;
import io.forewarm.client.redis.LeaseAnswer.Present;
import io.forewarm.client.redis.ValueStore.Replaced;
import io.forewarm.embedded.Embedded;
import io.forewarm.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.api.RKeys;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.client.codec.ByteArrayCodec;

/** Values in chunks: whole or not at all, and nothing of them is left behind. */
@Tag("integration")
class LargeValueTest {
  private static final int CHUNK = 4 << 10;
  private static final int CHUNKED_FROM = 3 * CHUNK;
  private static final RedissonStore DEFAULT = connect(ValueSizes.DEFAULT);

  /** Small chunks, so that there are many. */
  private static final RedissonStore STORE =
      connect(new ValueSizes(8 << 20, CHUNKED_FROM, CHUNK, 4));

  private final String key = key();

  private static RedissonStore connect(ValueSizes sizes) {
    return RedissonStore.connect(
        StoreRig.config(Embedded.redis().url()),
        StoreRig.PREFIX,
        CompressionConfig.of(Compression.NONE),
        sizes,
        Duration.ofSeconds(10));
  }

  @AfterAll
  static void disconnect() {
    DEFAULT.close();
    STORE.close();
  }

  private static Envelope value(byte[] payload) {
    return versioned(Envelope.UNVERSIONED, payload);
  }

  private static Envelope versioned(long version, byte[] payload) {
    return new Envelope(
            State.VALUE, version, STORE.now() + 600_000, 7, WriteId.NONE, 9, (byte) 2, payload, 0)
        .described(new long[] {4, 5}, "\"etag\"");
  }

  private static byte[] noise(int size) {
    byte[] noise = new byte[size];
    new Random(size).nextBytes(noise);
    return noise;
  }

  private void store(Envelope envelope) {
    long token = StoreRig.unique();
    get(STORE.seize(key, token, 60_000));
    assertThat(get(STORE.fill(key, token, envelope, 60_000))).isTrue();
  }

  private List<String> chunks() {
    List<String> names = new ArrayList<>();
    RAW.getKeys()
        .getKeys(KeysScanOptions.defaults().chunkSize(10_000).pattern(NAMES.chunks(key) + ":*"))
        .forEach(names::add);
    return names;
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 200 * CHUNK, 200 * CHUNK + 1})
  void comesBackAsItWas(int aboveTheThreshold) {
    Envelope written = value(noise(CHUNKED_FROM + aboveTheThreshold));
    store(written);
    Envelope found = get(STORE.read(key));
    assertThat(found)
        .usingRecursiveComparison()
        .ignoringFields("storedBytes", "payload")
        .isEqualTo(written);
    assertThat(found.payload()).isEqualTo(written.payload());
    assertThat(get(STORE.readAll(List.of(key, key()))).get(0).payload())
        .isEqualTo(written.payload());
    long count = aboveTheThreshold < 0 ? 0 : (CHUNKED_FROM + aboveTheThreshold - 1) / CHUNK + 1;
    assertThat(chunks())
        .hasSize((int) count)
        .allSatisfy(chunk -> assertThat(StoreRig.ttl(chunk)).isBetween(50_000L, 65_000L));
  }

  @ParameterizedTest
  @ValueSource(ints = {(256 << 10) - 1, 256 << 10, 10_000_000, 20_000_000})
  void comesBackWithTheDefaultSizes(int size) {
    byte[] payload = noise(size);
    long token = StoreRig.unique();
    get(DEFAULT.seize(key, token, 60_000));
    assertThat(get(DEFAULT.fill(key, token, value(payload), 60_000))).isTrue();
    Envelope read = get(DEFAULT.read(key));
    assertThat(Arrays.equals(read.payload(), payload)).isTrue();
    assertThat(read.storedBytes()).isGreaterThan(size);
    LeaseAnswer answer =
        get(DEFAULT.acquire(new LeaseRequest(key, 1, 1_000, LeaseRequest.FRESH, "")));
    assertThat(answer).isInstanceOf(Present.class);
    assertThat(Arrays.equals(((Present) answer).value().payload(), payload)).isTrue();
    get(DEFAULT.invalidate(key, StoreRig.write(), null));
    assertThat(chunks()).isEmpty();
  }

  @Test
  void isCompressedFirst() {
    try (RedissonStore zstd =
        RedissonStore.connect(
            StoreRig.config(Embedded.redis().url()),
            StoreRig.PREFIX,
            CompressionConfig.of(Compression.ZSTD),
            new ValueSizes(8 << 20, CHUNKED_FROM, CHUNK, 4),
            Duration.ofSeconds(10))) {
      byte[] payload = new byte[4 << 20];
      byte[] noise = noise(20 * CHUNK);
      for (int i = 0; i < payload.length; i += noise.length * 2) {
        System.arraycopy(noise, 0, payload, i, Math.min(noise.length, payload.length - i));
      }
      get(zstd.seize(key, 1, 60_000));
      get(zstd.fill(key, 1, value(payload), 60_000));
      assertThat(chunks()).hasSizeBetween(20, 200);
      assertThat(Arrays.equals(get(STORE.read(key)).payload(), payload)).isTrue();
    }
  }

  @Test
  void aPutThatMakesALargeValueVoidLeavesNoChunks() {
    store(value(noise(10 * CHUNK)));
    assertThat(chunks()).isNotEmpty();
    Envelope put = versioned(2, noise(12 * CHUNK));
    assertThat(get(STORE.replace(key, put, 60_000))).isEqualTo(Replaced.INVALIDATED);
    assertThat(chunks()).isEmpty();
  }

  @Test
  void aLostChunkIsAMissNotAnError() {
    byte[] payload = noise(10 * CHUNK);
    store(value(payload));
    long before = STORE.unreadable();
    RAW.getKeys().delete(chunks().get(3));
    assertThat(get(STORE.read(key))).isNull();
    assertThat(get(STORE.readAll(List.of(key)))).containsExactly((Envelope) null);
    assertThat(STORE.unreadable()).isEqualTo(before + 2);
    assertThat(get(STORE.acquire(new LeaseRequest(key, 8, 60_000, LeaseRequest.FRESH, ""))))
        .isEqualTo(new Granted(null));
    assertThat(get(STORE.fill(key, 8, value(payload), 60_000))).isTrue();
    assertThat(get(STORE.read(key)).payload()).isEqualTo(payload);
    assertThat(chunks()).hasSize(10);
  }

  @Test
  void aDamagedChunkIsAMissNotAnError() {
    store(value(noise(10 * CHUNK)));
    String chunk = chunks().get(5);
    byte[] bytes = StoreRig.bytes(chunk);
    bytes[17]++;
    StoreRig.put(chunk, bytes);
    assertThat(get(STORE.read(key))).isNull();
    StoreRig.put(chunk, Arrays.copyOf(bytes, 17));
    assertThat(get(STORE.read(key))).isNull();
  }

  @Test
  void aSuccessorRemovesTheChunksOfItsPredecessor() {
    store(versioned(1, noise(10 * CHUNK)));
    List<String> first = chunks();
    store(versioned(2, noise(20 * CHUNK)));
    assertThat(chunks()).hasSize(20).doesNotContainAnyElementsOf(first);
    assertThat(get(STORE.replace(key, versioned(3, noise(30 * CHUNK)), 60_000)))
        .isEqualTo(Replaced.STORED);
    assertThat(chunks()).hasSize(30);
    assertThat(get(STORE.replace(key, versioned(3, noise(40 * CHUNK)), 60_000)))
        .isEqualTo(Replaced.KEPT);
    assertThat(chunks()).hasSize(30);
    assertThat(get(STORE.read(key)).payload()).isEqualTo(noise(30 * CHUNK));
    get(STORE.invalidate(key, StoreRig.write(), null));
    assertThat(chunks()).isEmpty();
    assertThat(get(STORE.replace(key, versioned(4, noise(40 * CHUNK)), 60_000)))
        .isEqualTo(Replaced.INVALIDATED);
    assertThat(chunks()).isEmpty();
    store(value(noise(10 * CHUNK)));
    store(value(noise(1)));
    assertThat(chunks()).isEmpty();
  }

  @Test
  void aRefusedFillLeavesNothing() {
    get(STORE.seize(key, 1, 60_000));
    assertThat(get(STORE.fill(key, 2, value(noise(10 * CHUNK)), 60_000))).isFalse();
    assertThat(get(STORE.read(key))).isNull();
    assertThat(chunks()).isEmpty();
  }

  @Test
  void nothingIsStoredWithoutAllChunks() {
    get(STORE.seize(key, 1, 60_000));
    Chunks chunks = new Chunks(99, 3 * CHUNK, CHUNK, 0);
    byte[] home =
        new EnvelopeFormat(CompressionConfig.DEFAULT)
            .home(
                value(new byte[0]),
                new EnvelopeFormat.Body(Compression.NONE, 3 * CHUNK, new byte[0]),
                chunks);
    chunks.names(NAMES.chunks(key)).forEach(name -> StoreRig.put(name, new byte[CHUNK]));
    RAW.getKeys().delete(chunks.name(NAMES.chunks(key), 1));
    List<Object> reply =
        RAW.getScript(ByteArrayCodec.INSTANCE)
            .eval(
                RScript.Mode.READ_WRITE,
                Script.FILL.text(),
                RScript.ReturnType.LIST,
                NAMES.all(key),
                "1".getBytes(US_ASCII),
                home,
                "60000".getBytes(US_ASCII),
                new byte[0],
                new byte[0]);
    assertThat(reply.get(1)).isEqualTo(2L);
    assertThat(get(STORE.read(key))).isNull();
    assertThat(chunks()).isEmpty();
  }

  @Test
  void refusesWhatIsAboveTheLimit() {
    long before = STORE.tooLarge();
    get(STORE.seize(key, 1, 60_000));
    assertThatThrownBy(() -> get(STORE.fill(key, 1, value(new byte[(8 << 20) + 1]), 60_000)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("fill of " + key)
        .hasMessageContaining("8388609 bytes")
        .hasMessageContaining("the limit of 8388608")
        .hasMessageContaining("valueSizes.limit");
    assertThat(STORE.tooLarge()).isEqualTo(before + 1);
    assertThat(chunks()).isEmpty();
    assertThat(get(STORE.fill(key, 1, value(new byte[8 << 20]), 60_000))).isTrue();
  }

  /** Every payload is of one repeated byte: two of them in one value would be seen. */
  @Test
  void concurrentRefillsNeverMix() {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger fills = new AtomicInteger();
    List<CompletableFuture<?>> writers = new ArrayList<>();
    for (int w = 0; w < 4; w++) {
      byte first = (byte) (w * 32);
      writers.add(
          CompletableFuture.runAsync(
              () -> {
                for (byte i = 0; !stop.get(); i = (byte) ((i + 1) % 32)) {
                  byte[] payload = new byte[CHUNKED_FROM + (i * 7 % 30) * CHUNK];
                  Arrays.fill(payload, (byte) (first + i));
                  long token = StoreRig.unique();
                  get(STORE.seize(key, token, 60_000));
                  fills.addAndGet(get(STORE.fill(key, token, value(payload), 60_000)) ? 1 : 0);
                }
              },
              task -> new Thread(task).start()));
    }
    int values = 0;
    try {
      long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
      while (System.nanoTime() < end || values < 20 || fills.get() < 15) {
        Envelope read = get(STORE.read(key));
        if (read != null) {
          byte[] expected = new byte[read.payload().length];
          Arrays.fill(expected, read.payload()[0]);
          assertThat(Arrays.equals(read.payload(), expected)).as("a mixture").isTrue();
          values++;
        }
      }
    } finally {
      stop.set(true);
      writers.forEach(CompletableFuture::join);
    }
    byte[] last = get(STORE.read(key)).payload();
    assertThat(chunks()).hasSize((last.length - 1) / CHUNK + 1);
  }

  @Test
  void nothingIsLeftAfterALossOfEverything() {
    try (EmbeddedRedis own = EmbeddedRedis.start();
        RedissonStore store =
            RedissonStore.connect(
                StoreRig.config(own.url()),
                "fw:",
                CompressionConfig.of(Compression.NONE),
                new ValueSizes(8 << 20, CHUNKED_FROM, CHUNK, 4),
                Duration.ofSeconds(10))) {
      byte[] payload = noise(100 * CHUNK);
      get(store.seize(key, 1, 60_000));
      assertThat(get(store.fill(key, 1, value(payload), 60_000))).isTrue();
      get(store.seize(key, 2, 60_000));
      assertThat(keysAfter(own, RKeys::flushall)).isZero();
      assertThat(get(store.read(key))).isNull();
      assertThat(get(store.fill(key, 2, value(payload), 60_000))).isFalse();
      assertThat(keysAfter(own, keys -> {})).isZero();
      get(store.seize(key, 3, 60_000));
      assertThat(get(store.fill(key, 3, value(payload), 60_000))).isTrue();
      assertThat(get(store.read(key)).payload()).isEqualTo(payload);
    }
  }

  private static long keysAfter(EmbeddedRedis redis, Consumer<RKeys> action) {
    RedissonClient raw = StoreRig.raw(redis.url());
    try {
      action.accept(raw.getKeys());
      return raw.getKeys().count();
    } finally {
      raw.shutdown();
    }
  }
}
