package io.forewarm.local.trace;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TraceFormatsProperties {
  private static final String COMMON =
      "h - - [01/Jul/1995:00:00:01 -0400] \"GET /history/ HTTP/1.0\" 200 6245 \"r\" \"agent\"";

  @Property
  void noLineThrows(@ForAll String line) {
    assertThat(new CsvFormat().read(line)).isNotNull();
    assertThat(new WebLogFormat().read(line)).isNotNull();
  }

  @Property
  void noDamagedLineThrows(@ForAll("damaged") String line) {
    assertThat(new CsvFormat().read(line)).isNotNull();
    assertThat(new WebLogFormat().read(line)).isNotNull();
  }

  @Provide
  Arbitrary<String> damaged() {
    Arbitrary<String> good = Arbitraries.of(COMMON, "809754805000,h1,get,/a.html,1497,60");
    Arbitrary<Integer> at = Arbitraries.integers().between(0, 90);
    Arbitrary<String> damage =
        Arbitraries.strings().withChars(",\"[]- \\0123456789GETé\u0000").ofMaxLength(20);
    return Combinators.combine(good, at, at, damage)
        .as(
            (line, from, length, text) -> {
              int start = Math.min(from, line.length());
              int end = Math.min(start + length, line.length());
              return line.substring(0, start) + text + line.substring(end);
            });
  }

  @Example
  void aLineOfAnyLengthIsReadInTime() {
    String brackets = "h - - [" + "\\\"".repeat(100_000);
    String quotes = "h - - [01/Jul/1995:00:00:01 -0400] \"" + "\" 200".repeat(30_000);

    assertThat(new WebLogFormat().read(brackets)).isInstanceOf(TraceLine.Malformed.class);
    assertThat(new WebLogFormat().read(quotes)).isNotNull();
  }
}
