package io.forewarm.local.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;

class StampedValueProperties {
  @Property(tries = 300)
  void aValueSaysWhatItIs(
      @ForAll @NotEmpty @StringLength(max = 100) String key,
      @ForAll long version,
      @ForAll long givenAt,
      @ForAll @IntRange(max = 100_000) int size) {
    String printable = key.replaceAll("\\p{Cs}", "?");
    StampedValue value = new StampedValue(printable, version, givenAt);

    byte[] bytes = value.toBytes(size);

    assertThat(bytes.length).isGreaterThanOrEqualTo(size);
    assertThat(StampedValue.of(bytes)).isEqualTo(value);
  }

  @Property(tries = 300)
  void otherBytesAreRefused(@ForAll byte[] bytes) {
    assertThatThrownBy(() -> StampedValue.of(bytes)).isInstanceOf(IllegalArgumentException.class);
  }

  @Example
  void sameStampSameBytes() {
    StampedValue value = new StampedValue("post:1", 3, 4);

    assertThat(value.toBytes(5_000)).isEqualTo(value.toBytes(5_000)).hasSize(5_000);
  }
}
