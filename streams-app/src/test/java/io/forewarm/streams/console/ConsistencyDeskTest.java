package io.forewarm.streams.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.forewarm.schemas.Alert;
import io.forewarm.schemas.AlertLevel;
import io.forewarm.schemas.Insight;
import io.forewarm.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsistencyDeskTest {
  private final MeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Boards boards = Boards.empty(Map.of(), new Topics("t.", 1));
  private final ConsistencyDesk desk = new ConsistencyDesk(new MeterReading(registry), boards);

  @Test
  void withoutAnyMeterNothingIsSaid() {
    ConsistencyDesk.Answer answer = desk.answer();
    assertThat(answer.records()).isZero();
    assertThat(answer.within()).isEmpty();
    assertThat(answer.behindRecords()).isNull();
  }

  @Test
  void ofAThousandWritesTwoThatAreLateAreNotWithin() {
    Timer lag =
        Timer.builder("forewarm.invalidation.lag")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofSeconds(60))
            .register(registry);
    for (int i = 0; i < 998; i++) {
      lag.record(Duration.ofMillis(5));
    }
    lag.record(Duration.ofMillis(500));
    lag.record(Duration.ofSeconds(30));

    ConsistencyDesk.Answer answer = desk.answer();

    assertThat(answer.records()).isEqualTo(1000);
    assertThat(answer.maxMs()).isEqualTo(30_000);
    assertThat(answer.within())
        .satisfiesExactly(
            ten -> assertThat(ten.share()).isEqualTo(0.998),
            hundred -> {
              assertThat(hundred.ms()).isBetween(50.0, 100.0);
              assertThat(hundred.share()).isEqualTo(0.998);
              assertThat(hundred.nines()).isCloseTo(2.6, within(1e-9));
            },
            second -> assertThat(second.share()).isEqualTo(0.999),
            tenSeconds -> assertThat(tenSeconds.nines()).isCloseTo(3, within(1e-9)));
  }

  @Test
  void whatTheCheckFindsIsNamed() {
    Alert alert =
        Alert.newBuilder()
            .setName("consistency")
            .setLevel(AlertLevel.CRITICAL)
            .setFiring(true)
            .setText("invalidate it")
            .build();
    boards.alerts().put(new Insight("users", 1L, alert), alert);
    assertThat(desk.answer().offenders()).extracting(AlertBoard.Row::subject).contains("users");
  }
}
