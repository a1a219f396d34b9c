package io.forewarm.local.simulation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.forewarm.streams.behaviour.Guess;
import java.util.ArrayList;
import java.util.List;

/** How often the next key of a user was among the first 1, 3 and 10 that were expected. */
final class NextKeyScore {
  private static final int BINS = 10;

  private final long[] stated = new long[BINS];
  private final double[] sum = new double[BINS];
  private final long[] cameTrue = new long[BINS];
  private long scored;
  private long first;
  private long firstThree;
  private long firstTen;

  /**
   * What was stated with a probability between two bounds, and how often it came true.
   *
   * @param from lower bound, 0 to 1
   * @param to upper bound
   * @param n number of statements
   * @param stated their mean
   * @param true_ share of them that came true
   */
  record Bin(
      @JsonProperty("from") double from,
      @JsonProperty("to") double to,
      @JsonProperty("n") long n,
      @JsonProperty("stated") double stated,
      @JsonProperty("true") double true_) {}

  /**
   * The score of a run.
   *
   * @param scored number of reads for which something was expected
   * @param hit1 share of them that were the first guess, 0 to 1
   * @param hit3 share among the first three
   * @param hit10 share among the first ten
   */
  record Result(
      @JsonProperty("scored") long scored,
      @JsonProperty("hit1") double hit1,
      @JsonProperty("hit3") double hit3,
      @JsonProperty("hit10") double hit10,
      @JsonProperty("calibration") List<Bin> calibration) {}

  /** Takes what was expected, best first, and what came. */
  void add(List<Guess> expected, String came) {
    if (expected.isEmpty()) {
      return;
    }
    scored++;
    for (int rank = 0; rank < expected.size(); rank++) {
      Guess guess = expected.get(rank);
      boolean right = guess.key().equals(came);
      int bin = (int) Math.min(BINS - 1, guess.probability() * BINS);
      stated[bin]++;
      sum[bin] += guess.probability();
      cameTrue[bin] += right ? 1 : 0;
      if (right) {
        first += rank < 1 ? 1 : 0;
        firstThree += rank < 3 ? 1 : 0;
        firstTen += rank < 10 ? 1 : 0;
      }
    }
  }

  Result result() {
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      if (stated[bin] > 0) {
        bins.add(
            new Bin(
                (double) bin / BINS,
                (bin + 1.0) / BINS,
                stated[bin],
                sum[bin] / stated[bin],
                (double) cameTrue[bin] / stated[bin]));
      }
    }
    return new Result(scored, share(first), share(firstThree), share(firstTen), bins);
  }

  private double share(long count) {
    return scored == 0 ? 0 : (double) count / scored;
  }
}
