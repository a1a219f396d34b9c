package io.forewarm.streams.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.streams.inspect.StoredValue.State;
import io.forewarm.streams.inspect.VisibilityPolicy.Known;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a header proves about a write that was appended at 1000. */
class VisibilityPolicyTest {
  private static StoredValue value(State state, Long version, long watermark) {
    return new StoredValue(state, version, 0, watermark, "", 5, 100, List.of());
  }

  private static Written write(Long version) {
    return new Written("w", "w", 1000, 0, 7, version, "");
  }

  @ParameterizedTest
  @CsvSource({
    // of the value: state, version, watermark; of the write: version; how the value's write stands
    "TOMBSTONE,    ,    0,  , EARLIER,       CURRENT",
    "VALUE,        ,    0,  , SAME_OR_LATER, CURRENT",
    "VALUE,        ,  999,  , EARLIER,       OLDER",
    "VALUE,        , 1000,  , EARLIER,       CURRENT",
    "VALUE,        ,  999,  , UNKNOWN,       UNPROVEN",
    "VALUE,        ,    0,  , UNKNOWN,       UNPROVEN",
    "VALUE,        , 1000,  , UNKNOWN,       CURRENT",
    "ABSENT,       ,  999,  , EARLIER,       OLDER",
    "ABSENT,       , 2000,  , UNKNOWN,       CURRENT",
    "VALUE,       6, 2000, 7, SAME_OR_LATER, OLDER",
    "VALUE,       7,    0, 7, EARLIER,       CURRENT",
    "VALUE,       8,    0, 7, UNKNOWN,       CURRENT",
    "VALUE,       6,  999,  , UNKNOWN,       UNPROVEN",
    "VALUE,        ,  999, 7, EARLIER,       OLDER",
  })
  void judges(
      State state, Long version, long watermark, Long written, Known known, Visibility expected) {
    assertThat(VisibilityPolicy.judge(value(state, version, watermark), write(written), known))
        .isEqualTo(expected);
  }

  @Test
  void nothingIsNeverOld() {
    assertThat(VisibilityPolicy.judge(null, write(7L), Known.EARLIER))
        .isEqualTo(Visibility.CURRENT);
  }
}
