package io.forewarm.benchmarks;

import io.forewarm.benchmarks.reads.CaffeineGet;
import io.forewarm.benchmarks.reads.ForewarmNearGet;
import io.forewarm.benchmarks.reads.ForewarmRedisGet;
import io.forewarm.benchmarks.reads.JetCacheGet;
import io.forewarm.benchmarks.reads.LettuceGet;
import io.forewarm.benchmarks.reads.RedissonBucketGet;
import io.forewarm.benchmarks.reads.RedissonLocalGet;
import java.util.List;
import org.openjdk.jmh.annotations.Mode;

/**
 * Who is measured, and how: near hits by time and Redis hits by throughput.
 *
 * @param name in progress lines and tables
 * @param benchmark the JMH class, which has one method
 * @param mode {@link Mode#AverageTime} in nanoseconds or {@link Mode#Throughput} a second
 * @param threads that read at once
 * @param properties system properties of the measuring process beside those of all
 */
record Contender(String name, Class<?> benchmark, Mode mode, int threads, List<String> properties) {
  static final int CROWD = 64;

  static final Contender CAFFEINE = near("Caffeine getIfPresent", CaffeineGet.class);
  static final Contender FOREWARM_NEAR = near("Forewarm near hit", ForewarmNearGet.class);
  static final Contender REDISSON_LOCAL = near("Redisson RLocalCachedMap", RedissonLocalGet.class);
  static final Contender JETCACHE = near("JetCache both levels", JetCacheGet.class);
  static final List<Contender> NEAR = List.of(CAFFEINE, FOREWARM_NEAR, REDISSON_LOCAL, JETCACHE);

  static final Contender FOREWARM_ALONE = redis("Forewarm Redis hit", ForewarmRedisGet.class, 1);
  static final Contender BUCKET_ALONE = redis("Redisson RBucket.get", RedissonBucketGet.class, 1);
  static final Contender FOREWARM_CROWD =
      redis("Forewarm Redis hit", ForewarmRedisGet.class, CROWD);
  static final Contender BUCKET_CROWD =
      redis("Redisson RBucket.get", RedissonBucketGet.class, CROWD);
  static final Contender LETTUCE_CROWD = redis("Lettuce sync get", LettuceGet.class, CROWD);
  static final List<Contender> REDIS =
      List.of(FOREWARM_ALONE, BUCKET_ALONE, FOREWARM_CROWD, BUCKET_CROWD, LETTUCE_CROWD);

  private static Contender near(String name, Class<?> benchmark) {
    return new Contender(name, benchmark, Mode.AverageTime, 1, List.of());
  }

  private static Contender redis(String name, Class<?> benchmark, int threads) {
    return new Contender(name, benchmark, Mode.Throughput, threads, List.of());
  }

  /** Returns the same contender under another name, with a system property. */
  Contender with(String otherName, String property, String value) {
    return new Contender(
        otherName, benchmark, mode, threads, List.of("-D" + property + "=" + value));
  }

  String unit() {
    return mode == Mode.AverageTime ? "ns" : "ops/s";
  }
}
