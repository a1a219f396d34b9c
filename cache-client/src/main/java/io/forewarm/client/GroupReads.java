package io.forewarm.client;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.forewarm.client.redis.Envelope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The read path past the near cache, for several keys at once. */
final class GroupReads<K, V> {
  private final Engine engine;
  private final RedisReads<K, V> redis;
  private final RegionLoads<K, V> loads;

  GroupReads(Engine engine, RedisReads<K, V> redis, RegionLoads<K, V> loads) {
    this.engine = engine;
    this.redis = redis;
    this.loads = loads;
  }

  /** Reads several keys, and loads those that have to be loaded by as few calls as possible. */
  CompletableFuture<List<CompletableFuture<@Nullable V>>> readAll(List<Read<K>> reads) {
    if (!reads.get(0).settings().redis()) {
      return completedFuture(allWithoutRedis(reads));
    }
    Map<String, CompletableFuture<@Nullable V>> answers = new HashMap<>();
    List<Read<K>> atHome = new ArrayList<>(reads.size());
    for (Read<K> read : reads) {
      if (redis.replica(read) == null) {
        atHome.add(read);
      } else {
        answers.put(read.cacheKey(), redis.read(read));
      }
    }
    if (answers.isEmpty()) {
      return readAllAtHome(reads);
    }
    return readAllAtHome(atHome).thenApply(found -> inOrder(reads, atHome, found, answers));
  }

  private List<CompletableFuture<@Nullable V>> inOrder(
      List<Read<K>> reads,
      List<Read<K>> atHome,
      List<CompletableFuture<@Nullable V>> found,
      Map<String, CompletableFuture<@Nullable V>> answers) {
    for (int i = 0; i < found.size(); i++) {
      answers.put(atHome.get(i).cacheKey(), found.get(i));
    }
    return reads.stream()
        .map(read -> Objects.requireNonNull(answers.get(read.cacheKey())))
        .toList();
  }

  private CompletableFuture<List<CompletableFuture<@Nullable V>>> readAllAtHome(
      List<Read<K>> reads) {
    if (reads.isEmpty()) {
      return completedFuture(List.of());
    }
    return Reply.of(engine.store().readAll(reads.stream().map(Read::cacheKey).toList()))
        .thenApplyAsync(
            reply ->
                reply.value() == null ? allWithoutRedis(reads) : judgeAll(reads, reply.value()),
            engine.callbacks());
  }

  private List<CompletableFuture<@Nullable V>> judgeAll(
      List<Read<K>> reads, List<@Nullable Envelope> stored) {
    return together(
        reads,
        true,
        loads::join,
        (at, join) -> redis.judge(reads.get(at), stored.get(at), true, join));
  }

  private List<CompletableFuture<@Nullable V>> allWithoutRedis(List<Read<K>> reads) {
    return together(
        reads,
        false,
        redis::joinWithoutRedis,
        (at, join) -> redis.withoutRedis(reads.get(at), join));
  }

  /**
   * Answers several reads, and lets those that have to load join one batch where there is a loader
   * of batches.
   *
   * @param alone how a read joins its load where there is none
   */
  private List<CompletableFuture<@Nullable V>> together(
      List<Read<K>> reads,
      boolean leased,
      RedisReads.Join<K, V> alone,
      BiFunction<Integer, RedisReads.Join<K, V>, CompletableFuture<@Nullable V>> answer) {
    List<CompletableFuture<@Nullable V>> answers = new ArrayList<>(reads.size());
    if (!loads.origin().loadsBatches() || reads.get(0).source() != null) {
      for (int i = 0; i < reads.size(); i++) {
        answers.add(answer.apply(i, alone));
      }
      return answers;
    }
    Batch<K, V> batch = new Batch<>(loads.origin(), reads.size());
    for (int i = 0; i < reads.size(); i++) {
      AtomicBoolean joined = new AtomicBoolean();
      RedisReads.Join<K, V> join =
          (read, seen) -> {
            joined.set(true);
            return loads.join(read, seen, leased, batch);
          };
      answers.add(answer.apply(i, join));
      if (!joined.get()) {
        batch.pass();
      }
    }
    return answers;
  }
}
