package io.forewarm.local.demo;

import io.forewarm.client.CacheObserver;
import io.forewarm.local.load.Operation;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Who hears what a plain cache does. */
interface CacheEvents {
  /** Nobody. */
  CacheEvents UNHEARD =
      new CacheEvents() {
        @Override
        public void hit(Operation read) {}

        @Override
        public void loaded(Operation read, Duration took, int bytes) {}

        @Override
        public void removed(String key) {}

        @Override
        public void replaced(String key, int bytes) {}
      };

  void hit(Operation read);

  void loaded(Operation read, Duration took, int bytes);

  void removed(String key);

  void replaced(String key, int bytes);

  /**
   * The pipeline.
   *
   * @param cacheKeys gives the name that a region would have for a key
   */
  static CacheEvents to(CacheObserver observer, UnaryOperator<String> cacheKeys) {
    return new CacheEvents() {
      @Override
      public void hit(Operation read) {
        observer.hit(seen(read));
      }

      @Override
      public void loaded(Operation read, Duration took, int bytes) {
        observer.loaded(seen(read), took, bytes);
      }

      private String seen(Operation read) {
        String cacheKey = cacheKeys.apply(read.key());
        String user = read.user();
        if (user != null) {
          observer.visit(user, cacheKey);
        }
        return cacheKey;
      }

      @Override
      public void removed(String key) {
        var unused = observer.wrote(cacheKeys.apply(key));
      }

      @Override
      public void replaced(String key, int bytes) {
        var unused = observer.replaced(cacheKeys.apply(key), bytes);
      }
    };
  }
}
