package io.forewarm.streams.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.forewarm.client.redis.MasterReads;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** From the counters of masters to those that are out of balance. */
class BalancePolicyTest {
  private final BalancePolicy policy = new BalancePolicy(BalanceConfig.DEFAULT);
  private final ReadRates rates = new ReadRates();

  private static Balance balance(double a, double b, double c) {
    return new Balance(Map.of("a:1", a, "b:1", b, "c:1", c));
  }

  @Test
  void aMasterIsOutOfBalanceFromTheLimitAndUntilItIsWellBelow() {
    assertThat(policy.overloaded(balance(1490, 755, 755), Set.of())).isEmpty();
    assertThat(policy.overloaded(balance(1500, 750, 750), Set.of())).containsExactly("a:1");
    assertThat(policy.overloaded(balance(1310, 845, 845), Set.of("a:1"))).containsExactly("a:1");
    assertThat(policy.overloaded(balance(1290, 855, 855), Set.of("a:1"))).isEmpty();
  }

  @Test
  void aSingleMasterAndFewReadsAreNotJudged() {
    assertThat(policy.overloaded(new Balance(Map.of("a:1", 9e9)), Set.of())).isEmpty();
    assertThat(policy.overloaded(balance(290, 0, 0), Set.of())).isEmpty();
    assertThat(policy.overloaded(balance(310, 0, 0), Set.of())).containsExactly("a:1");
  }

  @Test
  void ratesAreWhatWasAddedASecond() {
    assertThat(take(10, 1000, 1000)).isEmpty();
    Balance balance = take(15, 2500, 1500).orElseThrow();
    assertThat(balance.readsPerSecond()).containsEntry("a:1", 300.0).containsEntry("b:1", 100.0);
    assertThat(balance.imbalance()).isCloseTo(1.5, within(1e-9));
  }

  private Optional<Balance> take(long second, long a, long b) {
    return rates.take(
        List.of(new MasterReads("a:1", "run-a", a), new MasterReads("b:1", "run-b", b)),
        second * 1_000_000_000L);
  }

  @Test
  void anIntervalInWhichAMasterBeganAnewOrCameOrWentSaysNothing() {
    assertThat(take(0, 0, 0)).isEmpty();
    List<MasterReads> another =
        List.of(new MasterReads("a:1", "other", 5), new MasterReads("b:1", "run-b", 5));
    assertThat(rates.take(another, 1_000_000_000L)).isEmpty();
    List<MasterReads> one = List.of(new MasterReads("b:1", "run-b", 9));
    assertThat(rates.take(one, 2_000_000_000L)).isEmpty();
    assertThat(take(3, 9, 9)).isEmpty();
    assertThat(take(4, 10, 10)).isPresent();
  }
}
