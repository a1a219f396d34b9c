package io.forewarm.spring;

import io.forewarm.client.Lookup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was looked up in vain, and may be filled by who has looked. */
interface Misses {
  /** Whoever looks does not fill. */
  Misses NONE =
      new Misses() {
        @Override
        public void remember(List<String> key, Lookup<Object> miss) {
          miss.close();
        }

        @Override
        public @Nullable Lookup<Object> take(List<String> key) {
          return null;
        }
      };

  /** Remembers a lookup until it is taken; too many are let go. */
  void remember(List<String> key, Lookup<Object> miss);

  /** Returns the latest lookup of a key, once, or null. */
  @Nullable Lookup<Object> take(List<String> key);

  /** The lookups of each thread: who looks and who puts is the same. */
  static Misses ofThreads() {
    return new Misses() {
      private final ThreadLocal<Map<List<String>, Lookup<Object>>> open =
          ThreadLocal.withInitial(Latest::new);

      @Override
      public void remember(List<String> key, Lookup<Object> miss) {
        Lookup<Object> before = open.get().put(key, miss);
        if (before != null) {
          before.close();
        }
      }

      @Override
      public @Nullable Lookup<Object> take(List<String> key) {
        return open.get().remove(key);
      }
    };
  }

  /** As many as one call may have under way. */
  final class Latest extends LinkedHashMap<List<String>, Lookup<Object>> {
    private static final long serialVersionUID = 1;
    private static final int MOST = 16;

    @Override
    protected boolean removeEldestEntry(Map.Entry<List<String>, Lookup<Object>> eldest) {
      if (size() > MOST) {
        eldest.getValue().close();
        return true;
      }
      return false;
    }
  }
}
