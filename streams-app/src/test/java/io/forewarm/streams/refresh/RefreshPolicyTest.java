package io.forewarm.streams.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.MaintenanceCommand;
import io.forewarm.schemas.Rule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefreshPolicyTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final long EXPIRY = NOW + 60_000;

  private final RefreshPolicy policy =
      new RefreshPolicy(
          new RefreshConfig(
              Duration.ofSeconds(2),
              3,
              Duration.ofSeconds(2),
              Duration.ofMillis(500),
              Duration.ofSeconds(2)));

  private static HeldValue value(long loadMs) {
    return HeldValue.UNKNOWN.withSoftExpiry(NOW, 60_000).withLoads(2, 2 * loadMs * 1000);
  }

  private boolean ordered(HeldValue value, long ordered, long now) {
    return policy.order("r:a", value, ordered, now).isPresent();
  }

  @Test
  void ordersWithinTheLeadAndTheFlushInterval() {
    assertThat(ordered(value(10), 0, EXPIRY - 4001)).isFalse();
    assertThat(ordered(value(10), 0, EXPIRY - 4000)).isTrue();
  }

  @Test
  void slowLoadsAreOrderedEarlier() {
    assertThat(ordered(value(1000), 0, EXPIRY - 5001)).isFalse();
    assertThat(ordered(value(1000), 0, EXPIRY - 5000)).isTrue();
  }

  @Test
  void ordersOnceForAnExpiryHoweverEstimatesJitter() {
    MaintenanceCommand order = policy.order("r:a", value(10), 0, EXPIRY - 4000).orElseThrow();
    assertThat(order.getSeenSoftExpiry()).isEqualTo(EXPIRY + 500);
    assertThat(order.getDeadline()).isEqualTo(EXPIRY + 2000);
    assertThat(order.getValue()).isEqualTo(10);
    HeldValue jittered = value(10).withSoftExpiry(NOW + 500, 60_000);
    assertThat(ordered(jittered, order.getSeenSoftExpiry(), EXPIRY - 3000)).isFalse();
    HeldValue younger = value(10).withSoftExpiry(NOW + 50_000, 60_000);
    assertThat(ordered(younger, order.getSeenSoftExpiry(), EXPIRY + 46_000)).isTrue();
  }

  @Test
  void shortLivesAreRefreshedInTheirSecondHalf() {
    HeldValue second = HeldValue.UNKNOWN.withSoftExpiry(NOW, 1000);
    assertThat(ordered(second, 0, NOW)).isFalse();
    assertThat(ordered(second, 0, NOW + 500)).isTrue();
  }

  @Test
  void tooLateIsLeftToReaders() {
    assertThat(ordered(value(10), 0, EXPIRY + 2000)).isTrue();
    assertThat(ordered(value(10), 0, EXPIRY + 2001)).isFalse();
  }

  @Test
  void unknownExpiriesAreNot() {
    assertThat(ordered(HeldValue.UNKNOWN, 0, NOW)).isFalse();
  }

  @Test
  void rulesSwitchItOff() {
    Rule.Builder rule = Rule.newBuilder().setTarget("r");
    assertThat(policy.allowed(rule.build())).isTrue();
    assertThat(policy.allowed(rule.setRefreshAhead(true).build())).isTrue();
    assertThat(policy.allowed(rule.setRefreshAhead(false).build())).isFalse();
  }
}
