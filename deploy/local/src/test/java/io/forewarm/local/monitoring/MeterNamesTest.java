package io.forewarm.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No alert and no dashboard asks for what no meter gives. */
class MeterNamesTest {
  private final AlertSource alerts = AlertSource.read();
  private MeterReference reference;

  @BeforeEach
  void read() throws IOException {
    reference = MeterReference.read(alerts);
  }

  @Test
  void everyExpressionOfAnAlertNamesWhatIsThere() {
    List<String> expressions = new ArrayList<>(alerts.records().values());
    for (AlertSource.Rule rule : alerts.rules()) {
      expressions.add(rule.expression());
      rule.test().series().keySet().forEach(series -> expressions.add(series));
    }
    assertThat(expressions).allSatisfy(it -> assertThat(reference.wrong(it)).as(it).isEmpty());
  }

  @Test
  void everyQueryOfADashboardNamesWhatIsThere() {
    assertThat(DashboardSource.read().queries())
        .isNotEmpty()
        .allSatisfy(it -> assertThat(reference.wrong(it)).as(it).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          rate(forewarm_client_reed_total[5m]) > 1; there is no metric forewarm_client_reed_total
          forewarm_client_reads > 1; there is no metric forewarm_client_reads
          forewarm_client_reads_total{leyer="near"}; forewarm_client_reads_total has no label leyer
          forewarm_client_reads_total{layer=~"near|redys"}; forewarm_client_reads_total has no layer="redys"
          sum by (nod) (forewarm_eviction_used) > 0.8; no metric of the expression has a label nod
          kafka_stream_thread_poll_rat > 1; there is no metric kafka_stream_thread_poll_rat
          """)
  void aPlantedWrongNameIsFound(String expression, String said) {
    assertThat(reference.wrong(expression)).containsExactly(said);
  }
}
