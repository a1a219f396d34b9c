package io.forewarm.spring;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the cached methods of an application say about its regions. */
final class Declarations {
  private final Map<String, Declaration> byRegion = new ConcurrentHashMap<>();

  /**
   * Adds what a method says.
   *
   * @throws IllegalStateException if another method says another type of values
   */
  void add(String region, Declaration declared) {
    byRegion.merge(region, declared, (before, now) -> joined(region, before, now));
  }

  private static Declaration joined(String region, Declaration before, Declaration now) {
    if (!before.agrees(now)) {
      throw new IllegalStateException(
          "cache "
              + region
              + ": "
              + before.name()
              + " returns "
              + before.values()
              + ", "
              + now.name()
              + " returns "
              + now.values()
              + "; a region holds values of one type: give one of them a cache of its own, or set"
              + " forewarm.regions."
              + region
              + ".value-type to what both can be read as");
    }
    Declaration first = rank(before) >= rank(now) ? before : now;
    return new Declaration(
        first.method(),
        first.beanClass(),
        before.values() == null ? now.values() : before.values(),
        first.reads(),
        first.keys(),
        first.warmable(),
        before.tagged() || now.tagged());
  }

  /** What is read says more of its keys than what is written; what is warmed must be right. */
  private static int rank(Declaration declared) {
    return declared.warmable() ? 2 : declared.reads() ? 1 : 0;
  }

  @Nullable Declaration of(String region) {
    return byRegion.get(region);
  }

  Set<String> regions() {
    return byRegion.keySet();
  }
}
