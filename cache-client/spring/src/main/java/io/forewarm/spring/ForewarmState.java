package io.forewarm.spring;

import io.forewarm.client.Advice;
import io.forewarm.client.ForewarmListener;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the client has last told of its dependencies; tells the application's listeners, too. */
final class ForewarmState {
  private final List<ForewarmListener> listeners;
  private final Set<String> redisLeftAlone = ConcurrentHashMap.newKeySet();
  private final Set<String> originsLeftAlone = new ConcurrentSkipListSet<>();
  private final List<String> advice = new CopyOnWriteArrayList<>();
  private volatile boolean current;

  ForewarmState(List<ForewarmListener> listeners) {
    this.listeners = listeners;
  }

  /** Whether reads and writes of Redis are answered. */
  boolean redis() {
    return redisLeftAlone.isEmpty();
  }

  /** Regions whose method fails so often that it is not called. */
  Set<String> originsLeftAlone() {
    return originsLeftAlone;
  }

  /** Whether the pipeline's word is known. */
  boolean pipeline() {
    return current;
  }

  /** What was advised when regions were opened. */
  List<String> advice() {
    return advice;
  }

  /** Hears what the client tells. */
  ForewarmListener listener() {
    return new Heard();
  }

  private static void set(Set<String> names, String name, boolean in) {
    if (in) {
      names.add(name);
    } else {
      names.remove(name);
    }
  }

  /** Keeps what is said, and passes it on. */
  private final class Heard implements ForewarmListener {
    @Override
    public void advice(Advice found) {
      advice.add(found.text());
      listeners.forEach(listener -> listener.advice(found));
    }

    @Override
    public void loadFailed(String cacheKey, Throwable cause) {
      Throwable thrown = Outcome.original(cause);
      listeners.forEach(listener -> listener.loadFailed(cacheKey, thrown));
    }

    @Override
    public void fillRefused(String cacheKey) {
      listeners.forEach(listener -> listener.fillRefused(cacheKey));
    }

    @Override
    public void valueRefused(String cacheKey, Throwable cause) {
      listeners.forEach(listener -> listener.valueRefused(cacheKey, cause));
    }

    @Override
    public void originBreaker(String region, boolean open) {
      set(originsLeftAlone, region, open);
      listeners.forEach(listener -> listener.originBreaker(region, open));
    }

    @Override
    public void redisBreaker(String commands, boolean open) {
      set(redisLeftAlone, commands, open);
      listeners.forEach(listener -> listener.redisBreaker(commands, open));
    }

    @Override
    public void controlLog(boolean now) {
      current = now;
      listeners.forEach(listener -> listener.controlLog(now));
    }
  }
}
