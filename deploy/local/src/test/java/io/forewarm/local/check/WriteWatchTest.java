package io.forewarm.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.streams.inspect.StoredValue;
import io.forewarm.streams.inspect.StoredValue.State;
import io.forewarm.streams.inspect.Written;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is remembered between the looks at a write that was appended at 10,000. */
class WriteWatchTest {
  private static final long AT = 10_000;
  private static final Duration BOUND = Duration.ofSeconds(2);
  private static final Duration CONFIRM = Duration.ofMillis(300);

  private final KeyLog log = new KeyLog();
  private final long earlier = log.add("earlier");
  private final WriteWatch watch = watch("w");

  private WriteWatch watch(String id) {
    return watch(id, AT - 100);
  }

  private WriteWatch watch(String id, long watermark) {
    Written write = new Written(id, id, AT, 0, 1, null, "");
    return new WriteWatch("things:1", write, log, log.add(id), 0, watermark);
  }

  private static StoredValue value(String writeId, long watermark) {
    return new StoredValue(State.VALUE, null, 99_000, watermark, writeId, 5, 100, List.of());
  }

  private static WriteWatch.Sight sight(
      long millis, boolean applied, @Nullable StoredValue near, @Nullable StoredValue redis) {
    long watermark = applied ? AT : AT - 1;
    return new WriteWatch.Sight(TimeUnit.MILLISECONDS.toNanos(millis), watermark, near, redis);
  }

  private Finding judge(WriteWatch.Sight sight) {
    return watch.judge(sight, BOUND);
  }

  @Test
  void aValueOfAnEarlierWriteIsLagThenStale() {
    assertThat(earlier).isZero();
    StoredValue old = value("earlier", AT - 1);
    assertThat(judge(sight(5, false, null, old))).isEqualTo(Finding.LAGGING);
    assertThat(judge(sight(100, true, null, old))).isEqualTo(Finding.STALE_IN_REDIS);
  }

  @Test
  void aValueWithoutAWriteIsStaleIfItWasThereBefore() {
    StoredValue old = value("", AT - 5_000);
    assertThat(judge(sight(5, false, null, old))).isEqualTo(Finding.LAGGING);
    assertThat(judge(sight(100, true, null, old))).isEqualTo(Finding.STALE_IN_REDIS);
    assertThat(judge(sight(200, true, null, value("", AT - 4_999)))).isEqualTo(Finding.UNPROVEN);
  }

  @Test
  void aValueThatWasLoadedAboutThenProvesNothing() {
    StoredValue young = value("", AT - 200);
    assertThat(judge(sight(5, false, null, young))).isEqualTo(Finding.LAGGING);
    assertThat(judge(sight(100, true, null, young))).isEqualTo(Finding.UNPROVEN);
  }

  @Test
  void aNearCopyHasItsBoundSinceRedisHadTheWrite() {
    StoredValue old = value("earlier", AT - 1);
    assertThat(judge(sight(5, false, old, null))).isEqualTo(Finding.NEAR_WITHIN_BOUND);
    assertThat(judge(sight(2_200, false, old, null))).isEqualTo(Finding.NEAR_WITHIN_BOUND);
    assertThat(judge(sight(2_300, false, old, null))).isEqualTo(Finding.STALE_NEAR);
  }

  @Test
  void aNearCopyThatTheLogHasVoidedIsStaleAtOnce() {
    StoredValue old = value("earlier", AT - 1);
    assertThat(judge(sight(5, true, old, value("w", AT - 1)))).isEqualTo(Finding.STALE_NEAR);
  }

  @Test
  void aWatermarkOfBeforeTheClockWasSetBackVoidsNothing() {
    long ahead = AT + 3_600_000;
    WriteWatch back = watch("after", ahead);
    StoredValue old = value("earlier", 0);
    for (long millis : List.of(5L, 2_200L)) {
      WriteWatch.Sight sight =
          new WriteWatch.Sight(TimeUnit.MILLISECONDS.toNanos(millis), ahead, old, null);
      assertThat(back.judge(sight, BOUND)).isEqualTo(Finding.NEAR_WITHIN_BOUND);
    }
    WriteWatch.Sight beyond =
        new WriteWatch.Sight(TimeUnit.MILLISECONDS.toNanos(2_201), ahead + 1_000, old, null);
    assertThat(back.judge(beyond, BOUND)).isEqualTo(Finding.STALE_NEAR);
  }

  @Test
  void aLaterWriteIsAsGoodAndOneThatComesAgainIsLater() {
    long again = log.add("earlier");
    assertThat(again).isPositive();
    assertThat(judge(sight(5, true, null, value("earlier", 0)))).isEqualTo(Finding.VISIBLE);
  }

  @Test
  void onlyTheSameOffenceThatLastsIsConfirmed() {
    StoredValue old = value("earlier", AT - 1);
    StoredValue other = value("earlier", AT - 2);
    assertThat(watch.confirms(Finding.STALE_IN_REDIS, sight(5, true, null, old), CONFIRM))
        .isFalse();
    assertThat(watch.confirms(Finding.STALE_IN_REDIS, sight(105, true, null, old), CONFIRM))
        .isFalse();
    assertThat(watch.confirms(Finding.STALE_IN_REDIS, sight(400, true, null, other), CONFIRM))
        .isFalse();
    assertThat(watch.confirms(Finding.VISIBLE, sight(500, true, null, null), CONFIRM)).isFalse();
    assertThat(watch.confirms(Finding.STALE_IN_REDIS, sight(600, true, null, other), CONFIRM))
        .isFalse();
    WriteWatch.Sight last = sight(900, true, null, other);
    assertThat(watch.confirms(Finding.STALE_IN_REDIS, last, CONFIRM)).isTrue();

    Offender offender = watch.offence(Finding.STALE_IN_REDIS, last);
    assertThat(offender.place()).isEqualTo("redis");
    assertThat(offender.seen()).isEqualTo(other);
    assertThat(offender.sinceMs()).isEqualTo(600);
    assertThat(offender.open()).isTrue();
  }
}
