package io.forewarm.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.forewarm.client.testing.MemoryForewarm;
import io.forewarm.spring.Products.NotFound;
import io.forewarm.spring.Products.Product;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/** Spring's annotations keep Forewarm's promises. */
class CacheAnnotationsTest {
  private static final Product LAMP = new Product(1, "lamp", 1);
  private static final Product TORCH = new Product(1, "torch", 2);

  private static void run(Consumer<Products> test) {
    run(Applications.inMemory(), (context, products) -> test.accept(products));
  }

  private static void run(ApplicationContextRunner runner, Body test) {
    runner.run(
        context -> {
          assertThat(context).hasNotFailed();
          Products products = context.getBean(Products.class);
          products.origin().table.put(1L, LAMP);
          test.accept(context, products);
        });
  }

  interface Body {
    void accept(AssertableApplicationContext context, Products products) throws Exception;
  }

  @Test
  void aValueIsLoadedOnce() {
    run(
        products -> {
          assertThat(products.product(1)).isEqualTo(LAMP);
          assertThat(products.product(1)).isEqualTo(LAMP);
          assertThat(products.origin().calls).hasValue(1);
        });
  }

  @Test
  void nothingIsCachedToo() {
    run(
        products -> {
          assertThat(products.product(2)).isNull();
          assertThat(products.product(2)).isNull();
          assertThat(products.optional(2)).isEmpty();
          assertThat(products.optional(2)).isEmpty();
          assertThat(products.optional(1)).contains(LAMP);
          assertThat(products.optional(1)).contains(LAMP);
          assertThat(products.origin().calls).hasValue(3);
        });
  }

  @Test
  void whatAnswersLaterIsCached() {
    run(
        products -> {
          assertThat(products.later(1).join()).isEqualTo(LAMP);
          assertThat(products.later(1).join()).isEqualTo(LAMP);
          assertThat(products.origin().calls).hasValue(1);
        });
  }

  @Test
  void unlessIsHeard() {
    run(
        products -> {
          products.origin().table.put(1L, new Product(1, "draft of a lamp", 1));
          products.named(1);
          products.origin().table.put(1L, LAMP);
          assertThat(products.named(1)).isEqualTo(LAMP);
          products.origin().table.put(1L, TORCH);
          assertThat(products.named(1)).isEqualTo(LAMP);
        });
  }

  @Test
  void manyReadersOfAPlainCacheableCallTheMethodOnce() throws Exception {
    ExecutorService readers = Executors.newFixedThreadPool(32);
    try {
      run(
          products -> {
            CountDownLatch together = new CountDownLatch(32);
            products.origin().meanwhile = () -> pause(50);
            List<Future<Product>> answers = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
              answers.add(
                  readers.submit(
                      () -> {
                        together.countDown();
                        together.await();
                        return products.product(1);
                      }));
            }
            assertThat(answers).allSatisfy(answer -> assertThat(answer.get()).isEqualTo(LAMP));
            assertThat(products.origin().calls).hasValue(1);
          });
    } finally {
      readers.shutdownNow();
    }
  }

  @Test
  void theMethodRunsOnTheThreadOfItsCaller() {
    run(
        products -> {
          AtomicReference<Thread> thread = new AtomicReference<>();
          products.origin().meanwhile = () -> thread.set(Thread.currentThread());
          products.product(1);
          assertThat(thread).hasValue(Thread.currentThread());
        });
  }

  @Test
  void whatWasReadBeforeAWriteIsNotPutBackAfterIt() {
    run(
        products -> {
          products.origin().meanwhile =
              () -> {
                products.origin().meanwhile = () -> {};
                products.saved(TORCH);
              };
          assertThat(products.product(1)).isEqualTo(LAMP);
          assertThat(products.product(1)).isEqualTo(TORCH);
        });
  }

  @Test
  void norByAMethodWithSeveralOperations() {
    run(
        Applications.inMemory(),
        (context, products) -> {
          Cache both = context.getBean(CacheManager.class).getCache("both");
          products.origin().meanwhile =
              () -> {
                products.origin().meanwhile = () -> {};
                products.origin().table.put(1L, TORCH);
                both.evict(1L);
              };
          assertThat(products.both(1)).isEqualTo(LAMP);
          assertThat(products.both(1)).isEqualTo(TORCH);
          assertThat(products.both(1)).isEqualTo(TORCH);
          assertThat(products.origin().calls).hasValue(2);
        });
  }

  @Test
  void norByHand() {
    run(
        Applications.inMemory(),
        (context, products) -> {
          Cache cache = context.getBean(CacheManager.class).getCache("products");
          assertThat(cache.get(1L)).isNull();
          products.removed(1);
          cache.put(1L, LAMP);
          assertThat(products.product(1)).isNull();
          assertThat(cache.get(7L)).isNull();
          cache.put(7L, TORCH);
          assertThat(products.product(7)).isEqualTo(TORCH);
        });
  }

  @Test
  void evictionsAreSeen() {
    run(
        products -> {
          products.product(1);
          products.removed(1);
          assertThat(products.product(1)).isNull();
          products.origin().table.put(1L, TORCH);
          products.origin().table.put(2L, TORCH);
          assertThat(products.product(2)).isEqualTo(TORCH);
          products.allRemoved();
          products.origin().table.put(2L, LAMP);
          assertThat(products.product(2)).isEqualTo(LAMP);
        });
  }

  @Test
  void aPutWithoutVersionIsAWrite() {
    run(
        products -> {
          products.product(1);
          products.saved(TORCH);
          assertThat(products.product(1)).isEqualTo(TORCH);
          assertThat(products.origin().calls).hasValue(2);
        });
  }

  @Test
  void aPutWithAVersionReplacesWhatIsOlder() {
    run(
        Applications.inMemory().withPropertyValues("forewarm.regions.products.version=version"),
        (context, products) -> {
          products.product(1);
          products.saved(TORCH);
          assertThat(products.product(1)).isEqualTo(TORCH);
          products.saved(LAMP);
          assertThat(products.product(1)).isEqualTo(TORCH);
          assertThat(products.origin().calls).hasValue(1);
        });
  }

  @Test
  void exceptionsReachTheCallerAsTheyAre() {
    run(
        Applications.inMemory()
            .withPropertyValues("forewarm.regions.strict.answers=" + NotFound.class.getName()),
        (context, products) -> {
          assertThatThrownBy(() -> products.strict(2)).isInstanceOf(NotFound.class);
          assertThatThrownBy(() -> products.strict(2)).isInstanceOf(NotFound.class);
          assertThat(products.origin().calls).hasValue(2);
          products.origin().table.put(2L, TORCH);
          assertThat(products.strict(2)).isEqualTo(TORCH);
        });
  }

  @Test
  void aMethodThatFailsIsLeftAloneForAMoment() {
    run(
        products -> {
          for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> products.strict(2)).isInstanceOf(NotFound.class);
          }
          assertThat(products.origin().calls).hasValueLessThan(20);
        });
  }

  @Test
  void aValueIsServedStaleWhileItIsRefreshed() {
    run(
        Applications.inMemory().withPropertyValues("forewarm.defaults.soft-ttl=1m"),
        (context, products) -> {
          products.product(1);
          products.origin().table.put(1L, TORCH);
          context.getBean(MemoryForewarm.class).advance(Duration.ofMinutes(2));
          Thread reader = Thread.currentThread();
          products.origin().meanwhile =
              () -> assertThat(Thread.currentThread()).isNotSameAs(reader);
          assertThat(products.product(1)).isEqualTo(LAMP);
          await().untilAsserted(() -> assertThat(products.product(1)).isEqualTo(TORCH));
        });
  }

  @Test
  void aReaderThatTakesAStaleValueInTimeIsNotHeldUpByItsLoad() {
    run(
        Applications.inMemory().withPropertyValues("forewarm.defaults.soft-timeout=20ms"),
        (context, products) -> {
          products.product(1);
          products.origin().table.put(1L, TORCH);
          context.getBean(MemoryForewarm.class).advance(Duration.ofMinutes(2));
          CountDownLatch over = new CountDownLatch(1);
          products.origin().meanwhile = () -> await().until(() -> over.getCount() == 0);
          assertThat(products.product(1)).isEqualTo(LAMP);
          over.countDown();
          await().untilAsserted(() -> assertThat(products.product(1)).isEqualTo(TORCH));
        });
  }

  @Test
  void tagsAreEvicted() {
    run(
        products -> {
          products.tagged(1);
          products.origin().table.put(1L, TORCH);
          products.renamed("somebody else");
          assertThat(products.tagged(1)).isEqualTo(LAMP);
          products.renamed("lamp");
          assertThat(products.tagged(1)).isEqualTo(TORCH);
        });
  }

  @Test
  void aMethodOfAGenericClassHasTheTypesOfTheBean() {
    run(
        products -> {
          assertThat(products.all()).containsExactly(LAMP);
          products.origin().table.clear();
          assertThat(products.all()).containsExactly(LAMP);
        });
  }

  @Test
  void severalParametersAreOneKey() {
    run(
        Applications.inMemory(),
        (context, products) -> {
          assertThat(products.page("lamp", 1)).containsExactly(LAMP);
          assertThat(products.page("a:b", 1)).isEmpty();
          assertThat(context.getBean(MemoryForewarm.class).redis().stored("pages:lamp:1"))
              .isNotNull();
          assertThat(context.getBean(MemoryForewarm.class).redis().stored("pages:a%3Ab:1"))
              .isNotNull();
        });
  }

  @Test
  void aKeyThatIsNotTheRegionsIsRefused() {
    run(
        products ->
            assertThatThrownBy(() -> products.renamedWrongly(1, "torch"))
                .hasMessageContaining("cache products")
                .hasMessageContaining("has 2 parts")
                .hasMessageContaining("key = \"#id\""));
  }

  @Test
  void aRegionOfAnotherServiceCanBeEvicted() {
    run(
        Applications.inMemory(),
        (context, products) -> {
          products.removedElsewhere(7);
          assertThat(context.getBean(MemoryForewarm.class).redis().stored("elsewhere:7"))
              .isNotNull();
        });
  }

  private static void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
