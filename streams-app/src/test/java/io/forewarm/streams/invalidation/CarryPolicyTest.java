package io.forewarm.streams.invalidation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CarryPolicyTest {
  private final CarryPolicy policy = new CarryPolicy(100);

  @Test
  void whatIsReadAtLeastAsOftenAsWrittenIsReplaced() {
    assertThat(policy.replaces(100, new KeyTraffic(10, 1))).isTrue();
    assertThat(policy.replaces(100, new KeyTraffic(1, 1))).isTrue();
    assertThat(policy.replaces(100, new KeyTraffic(1, 10))).isFalse();
  }

  @Test
  void aLargeValueIsNotSentOnlyToBeReplacedAgain() {
    assertThat(policy.replaces(101, new KeyTraffic(1000, 1))).isFalse();
  }

  @Test
  void ofAKeyOfWhichNothingIsKnownTheSizeDecides() {
    assertThat(policy.replaces(100, null)).isTrue();
    assertThat(policy.replaces(101, null)).isFalse();
    assertThat(new CarryPolicy(0).replaces(1, null)).isFalse();
  }
}
