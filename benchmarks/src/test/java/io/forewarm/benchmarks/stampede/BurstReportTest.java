package io.forewarm.benchmarks.stampede;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class BurstReportTest {
  private static final BurstReport ONE = new BurstReport(1, 2, List.of(200_100L, 70L));
  private static final BurstReport OTHER = new BurstReport(0, 1, List.of(5L));

  @Test
  void aLineTellsAll() {
    assertThat(BurstReport.parse(ONE.line())).isEqualTo(ONE);
  }

  @Test
  void reportsOfOneExpiryAddUp() {
    assertThat(BurstReport.sum(List.of(ONE, OTHER)))
        .isEqualTo(new BurstReport(1, 3, List.of(200_100L, 70L, 5L)));
  }

  @Test
  void anythingElseIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> BurstReport.parse("ready"));
  }
}
