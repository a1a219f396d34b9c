package io.forewarm.benchmarks.reads;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Caffeine's {@code getIfPresent}, bounded by size: the least that a near cache can cost. */
@State(Scope.Benchmark)
public class CaffeineGet extends NearGet {
  private final Cache<String, byte[]> cache = Caffeine.newBuilder().maximumSize(10_000).build();

  public CaffeineGet() {
    Samples.keys().forEach(key -> cache.put(key, Samples.VALUE));
  }

  @Benchmark
  public byte @Nullable [] get(Samples samples) {
    return cache.getIfPresent(samples.next());
  }
}
