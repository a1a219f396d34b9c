package io.forewarm.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.codec.Codec;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegionAdviceTest {
  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  private static RegionConfig.Builder<String, String> sound() {
    return RegionConfig.builder("things", String.class, "{id}")
        .codec(Codec.utf8())
        .loader(key -> key);
  }

  private static List<Advice> of(UnaryOperator<RegionConfig.Builder<String, String>> change) {
    return RegionAdvice.of(change.apply(sound()).build(), false);
  }

  /** One row a rule: what is set, which setting is named, whether the region is refused. */
  static Stream<Row> rows() {
    return Stream.of(
        new Row("absentTtl=", false, it -> it.softTtl(ms(100)).maxStaleness(ms(50))),
        new Row("softTtl=", false, it -> it.softTtl(ms(10)).maxStaleness(ms(5)).absentTtl(ms(10))),
        new Row("nearBytes=100", true, it -> it.nearBytes(100)),
        new Row("nearBytes=9000", false, it -> it.nearBytes(9000)),
        new Row("maxStaleness=PT5M", false, it -> it.maxStaleness(Duration.ofMinutes(5))),
        new Row("maxStaleness=PT0S", false, it -> it.maxStaleness(Duration.ZERO)),
        new Row("replicas=true", false, it -> it.replicas(true)),
        new Row("lease=PT20S", false, it -> it.lease(Duration.ofSeconds(20))),
        new Row("lease=PT0.05S", false, it -> it.lease(ms(50))),
        new Row("hardTtl=PT1M", false, it -> it.hardTtl(Duration.ofMinutes(1))),
        new Row("beta=", false, it -> it.beta(0).staleFor(Duration.ZERO)),
        new Row("softTimeout=", false, it -> it.staleFor(Duration.ZERO).softTimeout(ms(10))),
        new Row("originLag=PT40S", true, it -> it.originLag(Duration.ofSeconds(40))),
        new Row(
            "originLag=PT1M1S",
            true,
            it -> it.softTtl(Duration.ofMinutes(5)).originLag(Duration.ofSeconds(61))),
        new Row(
            "speculativeLoadsPerSecond=1000000",
            false,
            it -> it.speculativeLoadsPerSecond(1_000_000)),
        new Row("failures.maxLoads=1", false, it -> it.failures(policy().maxLoads(1))),
        new Row("loader", false, it -> it.source(null)),
        new Row(
            "failures.retries=3",
            false,
            it -> it.failures(policy().retries(3).pauses(ms(5000), ms(5000)))),
        new Row(
            "failures.loadTimeout=PT0.2S",
            false,
            it -> it.failures(policy().retries(0).loadTimeout(ms(200)))));
  }

  private static FailurePolicy policy() {
    return FailurePolicy.DEFAULT;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aSettingThatDefeatsAnotherIsNamedWithItsMend(Row row) {
    assertThat(of(row.change))
        .singleElement()
        .satisfies(
            advice -> {
              assertThat(advice.region()).isEqualTo("things");
              assertThat(advice.setting()).startsWith(row.setting);
              assertThat(advice.refused()).isEqualTo(row.refused);
              assertThat(advice.text()).contains(advice.problem(), advice.mend());
            });
  }

  @Test
  void theDefaultsNeedNoAdvice() {
    assertThat(of(it -> it)).isEmpty();
  }

  @Test
  void replicasWantAClusterAndSomeStaleness() {
    assertThat(RegionAdvice.of(sound().replicas(true).build(), true)).isEmpty();
    assertThat(RegionAdvice.of(sound().replicas(false).build(), false)).isEmpty();
    assertThat(
            RegionAdvice.of(
                sound().replicas(true).nearBytes(0).maxStaleness(Duration.ZERO).build(), true))
        .singleElement()
        .satisfies(advice -> assertThat(advice.problem()).contains("maxStaleness 0"));
  }

  @Test
  void whatIsSoundByItselfNeedsNoAdvice() {
    assertThat(of(it -> it.nearBytes(0).maxStaleness(Duration.ZERO))).isEmpty();
    assertThat(of(it -> it.softTimeout(ms(50)).beta(0))).isEmpty();
    assertThat(of(it -> it.failures(policy().retries(0)))).isEmpty();
    assertThat(of(it -> it.failures(policy().loadTimeout(ms(200))))).isEmpty();
  }

  private record Row(
      String setting, boolean refused, UnaryOperator<RegionConfig.Builder<String, String>> change) {
    @Override
    public String toString() {
      return setting;
    }
  }
}
