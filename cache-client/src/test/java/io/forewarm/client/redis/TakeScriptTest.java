package io.forewarm.client.redis;

import static io.forewarm.client.redis.StoreRig.NAMES;
import static io.forewarm.client.redis.StoreRig.RAW;
import static io.forewarm.client.redis.StoreRig.STORE;
import static io.forewarm.client.redis.StoreRig.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.redis.TokenRequest.Report;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.api.RMap;
import org.redisson.client.codec.StringCodec;

/** The bucket of an origin; time passes by setting back what it remembers. */
@Tag("integration")
class TakeScriptTest {
  private static final int PER_SECOND = 100;

  private final String origin = "db-" + StoreRig.unique();
  private final RMap<String, String> bucket =
      RAW.getMap(NAMES.budget(origin), StringCodec.INSTANCE);

  private TokenAnswer take(int wanted, Report report) {
    return get(STORE.take(new TokenRequest(origin, PER_SECOND, wanted, report)));
  }

  private void pass(long millis) {
    for (String time : new String[] {"at", "trouble", "halved", "probed"}) {
      long value = Long.parseLong(bucket.get(time));
      bucket.put(time, String.valueOf(value == 0 ? 0 : value - millis));
    }
  }

  @Test
  void aBucketHoldsAFifthOfASecondAndFillsUpInTime() {
    assertThat(take(1_000, Report.NOTHING)).isEqualTo(new TokenAnswer(20, false, 1));
    assertThat(take(1_000, Report.NOTHING).granted()).isLessThanOrEqualTo(5);
    pass(100);
    assertThat(take(1_000, Report.NOTHING).granted()).isBetween(10, 20);
    pass(60_000);
    assertThat(take(1_000, Report.NOTHING).granted()).isEqualTo(20);
    assertThat(bucket.remainTimeToLive()).isBetween(1L, 60_000L);
  }

  @Test
  void troubleStopsAllAndLetsOneProbeASecondThrough() {
    assertThat(take(5, Report.TROUBLE)).isEqualTo(new TokenAnswer(0, true, 0.5));
    assertThat(take(5, Report.NOTHING).granted()).isZero();
    pass(1_000);
    assertThat(take(5, Report.NOTHING)).isEqualTo(new TokenAnswer(1, true, 0.5));
    assertThat(take(5, Report.NOTHING).granted()).isZero();
    pass(1_000);
    assertThat(take(5, Report.NOTHING).granted()).isEqualTo(1);
  }

  @Test
  void whileSomebodyTellsOfTroubleThereIsNoProbe() {
    take(0, Report.TROUBLE);
    for (int second = 0; second < 10; second++) {
      pass(900);
      take(0, Report.TROUBLE);
      pass(900);
      assertThat(take(1, Report.NOTHING).granted()).isZero();
    }
  }

  @Test
  void theFlowIsHalvedTwiceASecondAtMostAndNotWithoutEnd() {
    take(0, Report.TROUBLE);
    assertThat(take(0, Report.TROUBLE).factor()).as("told by another at once").isEqualTo(0.5);
    for (int half = 0; half < 10; half++) {
      pass(500);
      take(0, Report.TROUBLE);
    }
    assertThat(take(0, Report.TROUBLE).factor()).isEqualTo(0.031);
  }

  @Test
  void itIsOverWhenNobodyHasToldOfTroubleForASecondAndOneSaysWell() {
    take(0, Report.TROUBLE);
    pass(500);
    assertThat(take(0, Report.WELL).trouble()).as("too early").isTrue();
    pass(500);
    assertThat(take(5, Report.WELL)).isEqualTo(new TokenAnswer(0, false, 0.5));
    pass(1_000);
    TokenAnswer grown = take(1_000, Report.NOTHING);
    assertThat(grown.factor()).isBetween(0.7, 0.75);
    assertThat(grown.granted()).isBetween(14, 15);
    pass(2_000);
    assertThat(take(1_000, Report.NOTHING)).isEqualTo(new TokenAnswer(20, false, 1));
  }

  @Test
  void aNameThatIsSomethingElseIsReplaced() {
    RAW.getList(NAMES.budget(origin), StringCodec.INSTANCE).add("foreign");
    assertThat(take(1, Report.NOTHING).granted()).isEqualTo(1);
    assertThat(bucket.readAllMap()).containsAllEntriesOf(Map.of("factor", "1", "trouble", "0"));
  }

  @Test
  void aSmallCeilingStillGivesATokenNowAndThen() {
    TokenRequest one = new TokenRequest(origin, 1, 1, Report.NOTHING);
    get(STORE.take(one));
    assertThat(get(STORE.take(one)).granted()).isZero();
    pass(1_000);
    assertThat(get(STORE.take(one)).granted()).isEqualTo(1);
  }
}
