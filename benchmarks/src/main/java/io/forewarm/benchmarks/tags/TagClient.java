package io.forewarm.benchmarks.tags;

import io.forewarm.client.CallOptions;
import io.forewarm.client.Forewarm;
import io.forewarm.client.ForewarmConfig;
import io.forewarm.client.Region;
import io.forewarm.client.RegionConfig;
import io.forewarm.client.codec.Codec;
import io.forewarm.local.stack.StackAddresses;
import io.forewarm.schemas.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A client with two regions of the same values, which say of which generation of the origin they
 * are: those of one region all have the tag, those of the other none.
 */
final class TagClient implements AutoCloseable {
  static final String TAG = "everything";
  static final String TAGGED = "tagged";
  private static final String PLAIN = "plain";
  private static final int VALUE_BYTES = 64;

  final Region<Integer, byte[]> tagged;
  final Region<Integer, byte[]> plain;
  final AtomicLong loads = new AtomicLong();
  private final LongSupplier generation;
  private final Forewarm forewarm;

  TagClient(StackAddresses stack, Topics topics, LongSupplier generation) {
    this.generation = generation;
    this.forewarm =
        Forewarm.connect(
            ForewarmConfig.builder("bench")
                .redis(stack.redis())
                .kafka(stack.kafka())
                .topics(topics)
                .redisTimeout(Duration.ofSeconds(10))
                .build());
    this.tagged = open(TAGGED, List.of(TAG));
    this.plain = open(PLAIN, List.of());
  }

  private Region<Integer, byte[]> open(String name, List<String> tags) {
    return forewarm.open(
        RegionConfig.builder(name, Integer.class, "{id}")
            .codec(Codec.bytes())
            .softTtl(Duration.ofHours(2))
            .timeout(Duration.ofSeconds(60))
            .tags((key, value) -> tags)
            .loader(this::load)
            .build());
  }

  private byte[] load(Integer key) {
    loads.incrementAndGet();
    return ByteBuffer.allocate(VALUE_BYTES).putLong(generation.getAsLong()).array();
  }

  /** The generation of a value, which the origin always has. */
  static long generation(byte @Nullable [] value) {
    return ByteBuffer.wrap(Objects.requireNonNull(value)).getLong();
  }

  /** A region without its near cache. */
  static Region<Integer, byte[]> redis(Region<Integer, byte[]> region) {
    return region.with(CallOptions.DEFAULT.withoutNear());
  }

  /**
   * Reads keys until none has to be loaded, so that they are in Redis, and often enough for them to
   * be kept near.
   */
  void warm(Region<Integer, byte[]> region, List<Integer> keys, int reads) {
    long before;
    do {
      before = loads.get();
      for (Integer key : keys) {
        for (int i = 0; i < reads; i++) {
          region.get(key);
        }
      }
    } while (loads.get() > before);
  }

  @Override
  public void close() {
    forewarm.close();
  }
}
