package io.forewarm.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import picocli.CommandLine.TypeConversionException;

class DurationTextProperties {
  private final DurationText text = new DurationText();

  @Property
  void whatIsPrintedIsRead(@ForAll @LongRange(min = 0, max = 1L << 39) long millis) {
    Duration duration = Duration.ofMillis(millis);

    assertThat(text.convert(DurationText.of(duration))).isEqualTo(duration);
  }

  @Example
  void readsEveryUnit() {
    assertThat(text.convert("500ms")).hasMillis(500);
    assertThat(text.convert("90s")).hasSeconds(90);
    assertThat(text.convert("5m")).hasMinutes(5);
    assertThat(text.convert("2h")).hasHours(2);
    assertThat(text.convert("7d")).hasDays(7);
    assertThat(text.convert("PT1.5S")).hasMillis(1500);
  }

  @Example
  void printsTheLargestUnitThatFits() {
    assertThat(DurationText.of(Duration.ofMillis(1500))).isEqualTo("1500ms");
    assertThat(DurationText.of(Duration.ofSeconds(90))).isEqualTo("90s");
    assertThat(DurationText.of(Duration.ofHours(1))).isEqualTo("1h");
    assertThat(DurationText.of(Duration.ofHours(24))).isEqualTo("24h");
    assertThat(DurationText.of(Duration.ofDays(7))).isEqualTo("7d");
  }

  @Example
  void refusesWhatIsNoDuration() {
    for (String wrong : new String[] {"", "5", "s", "-5s", "PT-5S", "1y"}) {
      assertThatThrownBy(() -> text.convert(wrong))
          .isInstanceOf(TypeConversionException.class)
          .hasMessageContaining("'" + wrong + "' is no duration");
    }
  }
}
