package io.forewarm.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.streams.inspect.Visibility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookPolicyTest {
  @ParameterizedTest
  @CsvSource({
    // Redis, near, applied, overdue
    "CURRENT,  CURRENT,  true,  false, VISIBLE",
    "CURRENT,  CURRENT,  false, false, VISIBLE",
    "OLDER,    CURRENT,  false, false, LAGGING",
    "UNPROVEN, CURRENT,  false, false, LAGGING",
    "OLDER,    OLDER,    false, true,  LAGGING",
    "OLDER,    OLDER,    true,  false, STALE_IN_REDIS",
    "UNPROVEN, OLDER,    true,  false, UNPROVEN",
    "CURRENT,  OLDER,    false, false, NEAR_WITHIN_BOUND",
    "CURRENT,  UNPROVEN, false, true,  NEAR_WITHIN_BOUND",
    "CURRENT,  OLDER,    false, true,  STALE_NEAR",
    "CURRENT,  OLDER,    true,  false, STALE_NEAR",
    "CURRENT,  UNPROVEN, true,  true,  UNPROVEN",
  })
  void judges(
      Visibility redis, Visibility near, boolean applied, boolean overdue, Finding expected) {
    assertThat(LookPolicy.judge(redis, near, applied, overdue)).isEqualTo(expected);
  }
}
