package io.forewarm.local.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.forewarm.schemas.CacheKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckReportTest {
  private static CheckReport.Share share(long visible, long lagging, long stale) {
    return new CheckReport.Share(100, visible, lagging, 0, stale, 0, 7, 3);
  }

  @ParameterizedTest
  @CsvSource({
    "999, 1, 3.0",
    "9990, 10, 3.0",
    "99, 1, 2.0",
    "998, 2, 2.6",
    "1000, 0, 3.0",
    "0, 10, 0.0",
    "0, 0, 0.0",
  })
  void ninesAreRoundedDownAndBoundedByTheLooks(long visible, long lagging, double nines) {
    assertThat(share(visible, lagging, 0).nines()).isEqualTo(nines);
  }

  @Test
  void whatSaysNothingIsNotLooked() {
    assertThat(share(90, 6, 4).looked()).isEqualTo(100);
    assertThat(share(90, 6, 4).share()).isEqualTo(0.9);
  }

  @Test
  void printsATable() {
    StringWriter text = new StringWriter();
    new CheckReport(60_000, 30_000, 1_000, 0, List.of(share(999, 1, 0)), 0, 0, List.of())
        .print(new PrintWriter(text));
    assertThat(text.toString())
        .contains("30,000 writes in 1 m, 1,000 of them watched", "100 ms", "3.0", "no offenders");
  }

  @Test
  void theSampleIsAShareOfTheKeys() {
    CheckConfig tenth = CheckConfig.DEFAULT.withSample(0.1);
    long taken =
        IntStream.range(0, 10_000).filter(i -> tenth.samples(CacheKey.hash("things:" + i))).count();
    assertThat(taken).isBetween(900L, 1_100L);
    assertThat(CheckConfig.DEFAULT.withSample(1).samples(-1)).isTrue();
  }

  @Test
  void refusesWhatCannotWork() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CheckConfig.DEFAULT.withSample(0))
        .withMessageContaining("sample");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CheckConfig.DEFAULT.within(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .withMessageContaining("ascending");
  }
}
