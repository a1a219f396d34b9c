package io.forewarm.streams.invalidation;

import io.forewarm.client.redis.KeyRefusedException;
import io.forewarm.client.redis.ValueStore;
import io.micrometer.core.instrument.Counter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes keys void in Redis until its masters have acknowledged every one, or refused it for good.
 * There is no deadline: while Redis is away the watermark stands still, and that is what readers
 * must see.
 */
final class RedisEffects {
  private static final Logger LOG = LoggerFactory.getLogger(RedisEffects.class);

  private final ValueStore store;
  private final int inFlight;
  private final Counter retries;
  private final CarryPolicy carried;
  private final Function<String, @Nullable KeyTraffic> traffic;
  private final Predicate<String> acts;

  /**
   * Takes the store, how many keys may wait for it at once, and what counts failed attempts.
   *
   * @param traffic says how a key is used; null if that is not known
   * @param acts whether anything may be written where a key has nothing
   */
  RedisEffects(
      ValueStore store,
      int inFlight,
      Counter retries,
      CarryPolicy carried,
      Function<String, @Nullable KeyTraffic> traffic,
      Predicate<String> acts) {
    this.store = store;
    this.inFlight = inFlight;
    this.retries = retries;
    this.carried = carried;
    this.traffic = traffic;
    this.acts = acts;
  }

  /**
   * What became of writes.
   *
   * @param calm whether every attempt was answered at once; false: Redis was away in the meantime
   * @param refused keys that Redis will never let be made void
   */
  record Outcome(boolean calm, List<String> refused) {}

  /** Applies writes, those of one key in their order, those of different keys side by side. */
  Outcome apply(Map<String, List<KeyInvalidation>> writes) throws InterruptedException {
    boolean calm = true;
    List<String> refused = new ArrayList<>(0);
    Map<String, List<KeyInvalidation>> window = new LinkedHashMap<>();
    for (Map.Entry<String, List<KeyInvalidation>> key : writes.entrySet()) {
      window.put(key.getKey(), key.getValue());
      if (window.size() == inFlight) {
        calm &= settle(window, refused);
        window.clear();
      }
    }
    calm &= settle(window, refused);
    return new Outcome(calm, refused);
  }

  private boolean settle(Map<String, List<KeyInvalidation>> window, List<String> refused)
      throws InterruptedException {
    Backoff backoff = new Backoff();
    boolean calm = true;
    Map<String, List<KeyInvalidation>> left = window;
    while (!left.isEmpty()) {
      left = attempt(left, refused);
      if (!left.isEmpty()) {
        calm = false;
        retries.increment(left.size());
        backoff.await();
      }
    }
    return calm;
  }

  private Map<String, List<KeyInvalidation>> attempt(
      Map<String, List<KeyInvalidation>> writes, List<String> refused) throws InterruptedException {
    Map<String, CompletableFuture<Boolean>> answers = new LinkedHashMap<>();
    writes.forEach((key, ordered) -> answers.put(key, inOrder(ordered, acts.test(key))));
    Map<String, List<KeyInvalidation>> failed = new LinkedHashMap<>();
    List<Throwable> causes = new ArrayList<>(1);
    for (Map.Entry<String, CompletableFuture<Boolean>> answer : answers.entrySet()) {
      try {
        answer.getValue().get();
      } catch (ExecutionException e) {
        String key = answer.getKey();
        if (isRefusal(e)) {
          LOG.error("redis refuses a key, so its region's older values are void key={}", key, e);
          refused.add(key);
        } else {
          failed.put(key, writes.getOrDefault(key, List.of()));
          causes.add(e.getCause() == null ? e : e.getCause());
        }
      }
    }
    if (!failed.isEmpty()) {
      String first = failed.keySet().iterator().next();
      LOG.warn(
          "redis did not invalidate, trying again keys={} first={}: {}",
          failed.size(),
          first,
          causes.get(0).toString());
    }
    return failed;
  }

  private static boolean isRefusal(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof KeyRefusedException)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  private CompletableFuture<Boolean> inOrder(List<KeyInvalidation> writes, boolean acting) {
    CompletableFuture<Boolean> done = CompletableFuture.completedFuture(true);
    for (KeyInvalidation write : writes) {
      done = done.thenCompose(before -> apply(write, acting));
    }
    return done;
  }

  private CompletableFuture<Boolean> apply(KeyInvalidation write, boolean acting) {
    String key = write.cacheKey();
    Long version = write.version();
    ByteBuffer value = write.value();
    if (!acting) {
      return store.invalidatePresent(key, write.id(), version);
    }
    if (version == null
        || value == null
        || !carried.replaces(value.remaining(), traffic.apply(key))) {
      return store.invalidate(key, write.id(), version);
    }
    byte[] payload = new byte[value.remaining()];
    value.duplicate().get(payload);
    return store.carry(key, write.id(), version, payload).thenApply(outcome -> true);
  }
}
