package io.forewarm.local.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReadPolicyTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long BEGAN = 100 * SECOND;
  private final ReadPolicy policy = new ReadPolicy(Duration.ofSeconds(5));

  private ReadVerdict judge(long version, long givenAt, long completed) {
    return policy.judge("k", new StampedValue("k", version, givenAt), BEGAN, completed);
  }

  @Test
  void aValueGivenAfterTheReadBeganWasWaitedFor() {
    assertThat(judge(1, BEGAN + 1, 0)).isEqualTo(ReadVerdict.WAITED);
  }

  @Test
  void aValueInDateIsAFreshHit() {
    assertThat(judge(1, BEGAN - 5 * SECOND, 1)).isEqualTo(ReadVerdict.FRESH_HIT);
  }

  @Test
  void aValueAfterItsExpiryIsAStaleHit() {
    assertThat(judge(1, BEGAN - 5 * SECOND - 1, 1)).isEqualTo(ReadVerdict.STALE_HIT);
  }

  @Test
  void aValueFromBeforeACompletedWriteIsAStaleHit() {
    assertThat(judge(1, BEGAN - 1, 2)).isEqualTo(ReadVerdict.STALE_HIT);
  }

  @Test
  void theValueOfAnotherKeyIsAFailure() {
    StampedValue other = new StampedValue("other", 1, BEGAN - 1);

    assertThat(policy.judge("k", other, BEGAN, 0)).isEqualTo(ReadVerdict.FAILED);
  }
}
