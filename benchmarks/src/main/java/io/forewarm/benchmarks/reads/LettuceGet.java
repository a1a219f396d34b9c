package io.forewarm.benchmarks.reads;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Lettuce's synchronous {@code get} over one connection that all threads share. */
@State(Scope.Benchmark)
public class LettuceGet {
  private final RedisClient lettuce = RedisClient.create(Servers.redisUrl());
  private final StatefulRedisConnection<String, byte[]> connection =
      lettuce.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));

  public LettuceGet() {
    Samples.keys().forEach(key -> connection.sync().set("lettuce:" + key, Samples.VALUE));
  }

  @Benchmark
  public byte @Nullable [] get(Samples samples) {
    return connection.sync().get("lettuce:" + samples.next());
  }

  @TearDown
  public void close() {
    connection.close();
    lettuce.shutdown();
  }
}
