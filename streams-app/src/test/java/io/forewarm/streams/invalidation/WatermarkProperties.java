package io.forewarm.streams.invalidation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class WatermarkProperties {
  @Property
  void neverClaimsATimeThatALaterRecordOfASteadyClockCarries(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 3) Integer> steps) {
    List<Long> times = new ArrayList<>();
    long now = 1_000;
    for (int step : steps) {
      times.add(now += step);
    }
    Watermark watermark = new Watermark();
    for (int handled = 0; handled < times.size(); handled++) {
      watermark.handled(times.get(handled));
      long claimed = watermark.upTo();
      assertThat(times.subList(handled + 1, times.size())).allMatch(later -> later > claimed);
      assertThat(claimed).isEqualTo(times.get(handled) - 1);
    }
  }

  @Property
  void neverFalls(@ForAll @Size(max = 60) List<@LongRange(min = 0, max = 50) Long> times) {
    Watermark watermark = new Watermark();
    long before = watermark.upTo();
    for (long time : times) {
      watermark.handled(time);
      assertThat(watermark.upTo()).isGreaterThanOrEqualTo(before);
      before = watermark.upTo();
    }
  }
}
