package io.forewarm.benchmarks;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Measures contenders in alternation: each once a round, so that a machine that grows slower or is
 * busy for a while does so for all.
 */
final class Rounds {
  private final int rounds;
  private final Function<Contender, Score> fork;
  private final PrintWriter progress;

  Rounds(int rounds, Function<Contender, Score> fork, PrintWriter progress) {
    this.rounds = rounds;
    this.fork = fork;
    this.progress = progress;
  }

  /** Returns what all of them reached. */
  Measurements of(List<Contender> contenders) {
    Measurements measurements = new Measurements();
    for (int round = 1; round <= rounds; round++) {
      for (Contender contender : contenders) {
        Score score = fork.apply(contender);
        measurements.add(contender, score);
        progress.println(line(round, contender, score));
        progress.flush();
      }
    }
    return measurements;
  }

  private String line(int round, Contender contender, Score score) {
    return String.format(
        Locale.ROOT,
        "round %d/%d  %-26s %2d thread%s %,12.1f %-5s  %,8.1f B/op",
        round,
        rounds,
        contender.name(),
        contender.threads(),
        contender.threads() == 1 ? " " : "s",
        score.value(),
        contender.unit(),
        score.bytesPerOp());
  }
}
