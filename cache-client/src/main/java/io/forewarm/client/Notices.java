package io.forewarm.client;

import io.forewarm.schemas.CacheKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings events to the listener and to the log; a listener that fails harms nobody. */
final class Notices {
  private static final Logger LOG = LoggerFactory.getLogger(Forewarm.class);

  private final ForewarmListener listener;
  private final boolean maskKeys;
  private final Set<String> redisOpen = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean complained = new AtomicBoolean();

  Notices(ForewarmListener listener, boolean maskKeys) {
    this.listener = listener;
    this.maskKeys = maskKeys;
  }

  /** Returns a cache key as logs may show it. */
  String shown(String cacheKey) {
    return maskKeys
        ? CacheKey.region(cacheKey) + ":#" + Long.toHexString(CacheKey.hash(cacheKey))
        : cacheKey;
  }

  /** Returns what a failure says about a key as logs may show it. */
  String shown(String cacheKey, Throwable failure) {
    String text = String.valueOf(failure.getMessage());
    return maskKeys ? text.replace(cacheKey, shown(cacheKey)) : text;
  }

  void advice(Advice advice) {
    LOG.warn("{}", advice.text());
    tell(it -> it.advice(advice));
  }

  void loadFailed(String cacheKey, Throwable cause) {
    tell(it -> it.loadFailed(cacheKey, cause));
  }

  void fillRefused(String cacheKey) {
    tell(it -> it.fillRefused(cacheKey));
  }

  void valueRefused(String cacheKey, Throwable cause) {
    LOG.warn("A value is not stored key={} cause={}", shown(cacheKey), shown(cacheKey, cause));
    tell(it -> it.valueRefused(cacheKey, cause));
  }

  void originBreaker(String region, boolean open) {
    if (open) {
      LOG.warn("The origin fails too often and is left alone for a while region={}", region);
    } else {
      LOG.info("The origin is asked again region={}", region);
    }
    tell(it -> it.originBreaker(region, open));
  }

  /** Whether commands of a kind are kept from Redis now. */
  boolean redisOpen(String commands) {
    return redisOpen.contains(commands);
  }

  void redisBreaker(String commands, boolean open) {
    if (open) {
      redisOpen.add(commands);
      LOG.warn("Redis fails too often and is left alone for a while commands={}", commands);
    } else {
      redisOpen.remove(commands);
      LOG.info("Redis is asked again commands={}", commands);
    }
    tell(it -> it.redisBreaker(commands, open));
  }

  void controlLog(boolean current) {
    tell(it -> it.controlLog(current));
  }

  private void tell(Consumer<ForewarmListener> event) {
    try {
      event.accept(listener);
    } catch (RuntimeException e) {
      if (complained.compareAndSet(false, true)) {
        LOG.warn("The listener fails; this is said once listener={}", listener.getClass(), e);
      }
    }
  }
}
