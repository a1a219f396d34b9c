package io.forewarm.streams.inspect;

import io.forewarm.client.redis.Envelope;
import io.forewarm.client.redis.KeyState;
import io.forewarm.client.redis.RedissonStore;
import io.forewarm.client.redis.Replica;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What Redis holds for a key at one moment.
 *
 * @param state life, lease and who waits
 * @param value what is stored; null for nothing
 * @param replicas the copies of it, by number
 */
record RedisLook(KeyState state, @Nullable StoredValue value, Map<Integer, Replica> replicas) {
  /** The pipeline suggests no more, see {@code docs/redis.md}. */
  private static final int MOST_REPLICAS = 7;

  /**
   * Looks.
   *
   * @throws ExecutionException if Redis does not answer
   */
  static RedisLook at(RedissonStore store, String key)
      throws ExecutionException, InterruptedException {
    CompletableFuture<@Nullable Envelope> stored = store.read(key);
    Map<Integer, CompletableFuture<@Nullable Replica>> asked = new LinkedHashMap<>();
    for (int number = 1; store.spread() && number <= MOST_REPLICAS; number++) {
      asked.put(number, store.readReplica(key, number));
    }
    KeyState state = store.state(key).get();
    Envelope envelope = stored.get();
    Map<Integer, Replica> replicas = new LinkedHashMap<>();
    for (Map.Entry<Integer, CompletableFuture<@Nullable Replica>> replica : asked.entrySet()) {
      Replica found = replica.getValue().get();
      if (found != null) {
        replicas.put(replica.getKey(), found);
      }
    }
    return new RedisLook(state, envelope == null ? null : StoredValue.of(envelope), replicas);
  }
}
