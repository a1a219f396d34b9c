package io.forewarm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallOptionsTest {
  private static final CallOptions ANY = CallOptions.DEFAULT;

  private final ClientRig rig = new ClientRig();
  private final SlowOrigin origin = new SlowOrigin();
  private final Region<String, String> region =
      rig.open(ClientRig.things().asyncLoader(origin).timeout(Duration.ofSeconds(5)));

  @AfterEach
  void close() {
    rig.close();
  }

  /** Leaves a value that is stale, and an origin that knows a newer one. */
  private void goStale() {
    CompletableFuture<String> first = region.getAsync("a");
    await().until(() -> origin.pending() == 1);
    origin.answer();
    first.join();
    rig.store.advance(11_000);
    origin.write("v1");
  }

  @Test
  void whoWantsNothingStaleWaitsForTheLoad() {
    goStale();

    CompletableFuture<String> strict = region.with(ANY.staleFor(Duration.ZERO)).getAsync("a");
    await().until(() -> origin.pending() == 1);
    assertThat(strict).isNotDone();
    origin.answer();

    assertThat(strict.join()).isEqualTo("v1");
  }

  @Test
  void aValueThatIsTooStaleDoesNotAnswer() {
    goStale();

    assertThat(region.with(ANY.staleFor(Duration.ofSeconds(2))).get("a")).isEqualTo("v0");
    rig.store.advance(2_000);
    CompletableFuture<String> late = region.with(ANY.staleFor(Duration.ofSeconds(2))).getAsync("a");
    await().until(() -> origin.pending() == 1);
    origin.answer();

    assertThat(late.join()).isEqualTo("v1");
  }

  @Test
  void aSoftTimeoutTakesTheStaleValueAndLetsTheLoadGoOn() {
    goStale();

    assertThat(region.with(ANY.softTimeout(Duration.ofMillis(30))).get("a")).isEqualTo("v0");

    assertThat(origin.pending()).isEqualTo(1);
    origin.answer();
    await().until(() -> "v1".equals(region.get("a")));
    assertThat(origin.loads()).isEqualTo(2);
  }

  @Test
  void aSoftTimeoutTakesTheFreshValueIfItComesInTime() {
    goStale();

    CompletableFuture<String> patient =
        region.with(ANY.softTimeout(Duration.ofSeconds(4))).getAsync("a");
    await().until(() -> origin.pending() == 1);
    origin.answer();

    assertThat(patient.join()).isEqualTo("v1");
  }

  @Test
  void aSoftTimeoutTakesTheStaleValueOfAnOriginThatFails() {
    goStale();

    CompletableFuture<String> patient =
        region.with(ANY.softTimeout(Duration.ofSeconds(4))).getAsync("a");
    await().until(() -> origin.pending() == 1);
    origin.fail("down");

    assertThat(patient.join()).isEqualTo("v0");
  }

  @Test
  void aCallMayWaitForLessThanItsRegion() {
    assertThatThrownBy(() -> region.with(ANY.timeout(Duration.ofMillis(20))).get("a"))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("timeout of 20 ms");
  }

  @Test
  void whoJoinsAnImpatientReaderWaitsOn() {
    rig.store.seizeByAnother("things:a");
    CompletableFuture<String> impatient =
        region.with(ANY.timeout(Duration.ofMillis(20))).getAsync("a");
    CompletableFuture<String> patient = region.getAsync("a");
    await().until(impatient::isCompletedExceptionally);

    rig.store.erase();
    await().until(() -> origin.pending() == 1);
    origin.answer();

    assertThat(patient.join()).isEqualTo("v0");
  }

  @Test
  void layersCanBeSkipped() {
    origin.instant();
    for (int i = 0; i < 100; i++) {
      region.get("a");
    }
    int before = rig.store.reads();

    region.get("a");
    assertThat(rig.store.reads()).as("the near cache answers").isEqualTo(before);
    region.with(ANY.withoutNear()).get("a");
    assertThat(rig.store.reads()).isEqualTo(before + 1);
    region.with(ANY.withoutCache()).get("a");
    assertThat(rig.store.reads()).isEqualTo(before + 1);
    assertThat(origin.loads()).isEqualTo(2);
  }

  @Test
  void aCallMayKeepItsValueForLonger() {
    origin.instant();
    region.with(ANY.softTtl(Duration.ofMinutes(5))).get("a");

    rig.store.advance(299_000);
    region.get("a");

    assertThat(origin.loads()).isEqualTo(1);
  }

  @Test
  void optionsThatCannotWorkAreRefusedWithTheirName() {
    assertThatThrownBy(() -> ANY.timeout(Duration.ZERO)).hasMessageContaining("timeout=PT0S");
    assertThatThrownBy(() -> ANY.softTtl(Duration.ofSeconds(2)).hardTtl(Duration.ofSeconds(1)))
        .hasMessageContaining("hardTtl");
  }
}
