package io.forewarm.streams.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.Span;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** The places of spans in their rings. */
class RingsProperties {
  @Property
  void noTwoSpansThatAreKeptShareAPlace(
      @ForAll Span span, @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long now) {
    long begin = Rings.begin(span, now);
    for (int back = 1; back < Rings.length(span); back++) {
      long earlier = begin - back * Rings.millis(span);
      assertThat(Rings.keeps(span, earlier, now)).isTrue();
      assertThat(Rings.place(span, earlier)).isNotEqualTo(Rings.place(span, begin));
    }
    long gone = begin - Rings.length(span) * Rings.millis(span);
    assertThat(Rings.place(span, gone)).isEqualTo(Rings.place(span, begin));
    assertThat(Rings.keeps(span, gone, now)).isFalse();
  }

  @Property
  void aRowIsReadAsItWasWritten(
      @ForAll Span span, @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long at) {
    Row row = Row.at(span, at, "posts", "user:*: a:b");
    assertThat(Row.parse(row.toString())).isEqualTo(row);
  }
}
