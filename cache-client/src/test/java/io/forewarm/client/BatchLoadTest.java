package io.forewarm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchLoadTest {
  private final ClientRig rig = new ClientRig();
  private final List<Set<String>> calls = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile boolean failing;
  private final Region<String, String> region =
      rig.open(ClientRig.things().batchLoader(this::load));

  @AfterEach
  void close() {
    gate.countDown();
    rig.close();
  }

  private Map<String, String> load(Set<String> keys) throws InterruptedException {
    calls.add(Set.copyOf(keys));
    gate.await();
    if (failing) {
      throw new IllegalStateException("table is locked");
    }
    Map<String, String> found = new HashMap<>();
    keys.stream().filter(key -> !key.startsWith("no")).forEach(key -> found.put(key, "of " + key));
    return found;
  }

  @Test
  void allMissingKeysAreLoadedByOneCall() {
    region.get("b");
    calls.clear();

    Map<String, String> found = region.getAll(List.of("a", "b", "c", "nobody", "a"));

    assertThat(found)
        .containsExactly(Map.entry("a", "of a"), Map.entry("b", "of b"), Map.entry("c", "of c"));
    assertThat(calls).containsExactly(Set.of("a", "c", "nobody"));
  }

  @Test
  void absenceInABatchIsRemembered() {
    region.getAll(List.of("nobody", "a"));
    region.getAll(List.of("nobody", "a"));

    assertThat(calls).hasSize(1);
  }

  @Test
  void aKeyThatIsBeingLoadedElsewhereDoesNotHoldUpTheBatch() {
    rig.store.seizeByAnother("things:b");

    CompletableFuture<Map<String, String>> all = region.getAllAsync(List.of("a", "b"));
    org.awaitility.Awaitility.await().until(() -> rig.store.stored("things:a") != null);
    assertThat(all).isNotDone();
    rig.store.erase();

    assertThat(all.join()).containsOnlyKeys("a", "b");
    assertThat(calls).containsExactly(Set.of("a"), Set.of("b"));
  }

  @Test
  void twoBatchesShareWhatTheyHaveInCommon() {
    gate = new CountDownLatch(1);
    CompletableFuture<Map<String, String>> first = region.getAllAsync(List.of("a", "b"));
    org.awaitility.Awaitility.await().until(() -> calls.size() == 1);
    CompletableFuture<Map<String, String>> second = region.getAllAsync(List.of("b", "c"));
    org.awaitility.Awaitility.await().until(() -> calls.size() == 2);
    gate.countDown();

    assertThat(first.join()).containsOnlyKeys("a", "b");
    assertThat(second.join()).containsOnlyKeys("b", "c");
    assertThat(calls).containsExactly(Set.of("a", "b"), Set.of("c"));
  }

  @Test
  void withoutRedisABatchIsOneCallToo() {
    rig.store.breakDown(true);

    assertThat(region.getAll(List.of("a", "b"))).containsOnlyKeys("a", "b");

    assertThat(calls).containsExactly(Set.of("a", "b"));
  }

  @Test
  void aBatchThatFailsIsTheFailureOfItsKeys() {
    failing = true;

    assertThatThrownBy(() -> region.getAll(List.of("a", "b")))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("table is locked");
    assertThat(rig.store.leased("things:a")).isFalse();
  }
}
