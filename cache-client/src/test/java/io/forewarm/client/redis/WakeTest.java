package io.forewarm.client.redis;

import static io.forewarm.client.redis.StoreRig.NAMES;
import static io.forewarm.client.redis.StoreRig.STORE;
import static io.forewarm.client.redis.StoreRig.acquire;
import static io.forewarm.client.redis.StoreRig.get;
import static io.forewarm.client.redis.StoreRig.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who waits for a lease hears of its end, however it ends. */
@Tag("integration")
class WakeTest {
  private static final List<String> HEARD = new CopyOnWriteArrayList<>();
  private static final List<String> OTHER = new CopyOnWriteArrayList<>();

  private final String key = key();

  /** How a lease can end. */
  enum End {
    FILL {
      @Override
      void of(String key) {
        assertThat(get(STORE.fill(key, 1, StoreRig.fresh("value"), 60_000))).isTrue();
      }
    },
    RELEASE {
      @Override
      void of(String key) {
        assertThat(get(STORE.release(key, 1))).isTrue();
      }
    },
    INVALIDATE {
      @Override
      void of(String key) {
        assertThat(get(STORE.invalidate(key, StoreRig.write(), null))).isTrue();
      }
    },
    REPLACE {
      @Override
      void of(String key) {
        get(STORE.replace(key, StoreRig.versioned(9, "nine"), 60_000));
      }
    };

    abstract void of(String key);
  }

  @BeforeAll
  static void listen() {
    STORE.onWake("waiter", HEARD::add);
    STORE.onWake("other", OTHER::add);
    await()
        .until(
            () -> {
              String probe = key();
              waitFor(probe, "waiter");
              waitFor(probe, "other");
              End.RELEASE.of(probe);
              return !HEARD.isEmpty() && !OTHER.isEmpty();
            });
  }

  private static void waitFor(String key, String waiter) {
    acquire(key, 1);
    assertThat(get(STORE.acquire(new LeaseRequest(key, 2, 60_000, LeaseRequest.FRESH, waiter))))
        .isInstanceOf(LeaseAnswer.Wait.class);
  }

  @ParameterizedTest
  @EnumSource
  void everyEndWakesThoseWhoAskedOnce(End end) {
    waitFor(key, "waiter");
    waitFor(key, "waiter");
    end.of(key);
    await().until(() -> HEARD.contains(key));
    assertThat(StoreRig.exists(NAMES.waiters(key))).isFalse();
    String later = key();
    waitFor(later, "waiter");
    waitFor(later, "other");
    End.RELEASE.of(later);
    await().until(() -> HEARD.contains(later) && OTHER.contains(later));
    assertThat(HEARD.stream().filter(key::equals)).hasSize(1);
    assertThat(OTHER).doesNotContain(key);
  }

  @Test
  void aSeizureWakesNobody() {
    waitFor(key, "waiter");
    get(STORE.seize(key, 3, 60_000));
    assertThat(StoreRig.exists(NAMES.waiters(key))).isTrue();
  }
}
