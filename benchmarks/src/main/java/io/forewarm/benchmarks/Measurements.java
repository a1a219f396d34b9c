package io.forewarm.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The scores of all rounds. */
final class Measurements {
  private final Map<Contender, List<Score>> scores = new LinkedHashMap<>();

  void add(Contender contender, Score score) {
    scores.computeIfAbsent(contender, it -> new ArrayList<>()).add(score);
  }

  /** Returns the median of a contender's scores. */
  double median(Contender contender) {
    return median(contender, Score::value);
  }

  /** Returns the median of what a contender allocates for an operation, bytes. */
  double medianBytes(Contender contender) {
    return median(contender, Score::bytesPerOp);
  }

  /** Returns the median over the rounds of one's score by the other's in the same round. */
  double ratio(Contender one, Contender other) {
    List<Score> upper = of(one);
    List<Score> lower = of(other);
    return median(
        IntStream.range(0, Math.min(upper.size(), lower.size()))
            .mapToDouble(round -> upper.get(round).value() / lower.get(round).value())
            .toArray());
  }

  private double median(Contender contender, ToDoubleFunction<Score> figure) {
    return median(of(contender).stream().mapToDouble(figure).toArray());
  }

  private List<Score> of(Contender contender) {
    List<Score> found = scores.get(contender);
    if (found == null) {
      throw new IllegalArgumentException(contender.name() + " was not measured");
    }
    return found;
  }

  private static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
