package io.forewarm.streams.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Histograms and rings, whatever comes. */
class LogHistogramProperties {
  @Property
  void aQuantileIsCloseAndSurvivesWritingAndAdding(
      @ForAll @Size(min = 1, max = 200) List<@LongRange(min = 0, max = 1L << 35) Long> values,
      @ForAll @LongRange(min = 1, max = 100) long percent) {
    LogHistogram even = new LogHistogram();
    LogHistogram odd = new LogHistogram();
    for (int i = 0; i < values.size(); i++) {
      (i % 2 == 0 ? even : odd).add(values.get(i), 1);
    }
    LogHistogram all = new LogHistogram();
    all.add(even.toBytes());
    all.add(odd);
    List<Long> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    long exact = sorted.get((int) Math.ceil(percent / 100.0 * sorted.size()) - 1);
    assertThat(all.count()).isEqualTo(values.size());
    assertThat(all.quantile(percent / 100.0)).isCloseTo((double) exact, withinPercentage(6.25));
  }
}
