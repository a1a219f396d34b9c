package io.forewarm.local.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.forewarm.local.terminal.TextTable;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * The same traffic through a pipeline and through its simulation.
 *
 * @param topics what the records of the pipeline's topics say
 * @param simulated what {@code replay} without {@code --live} says
 */
record Accounts(
    @JsonProperty("topics") Account topics, @JsonProperty("simulated") Account simulated) {

  /** Points of hit ratio, 0 to 100, that the topics show above the simulation. */
  @JsonProperty("points_apart")
  double pointsApart() {
    return 100 * (topics.hitRatio() - simulated.hitRatio());
  }

  void print(PrintWriter out) {
    TextTable table = new TextTable("", "reads", "hit ratio", "loads", "loads ahead");
    add(table, "by the topics", topics);
    add(table, "simulated", simulated);
    table.print(out);
    out.printf(Locale.ROOT, "points apart: %.2f%n", pointsApart());
    out.flush();
  }

  private static void add(TextTable table, String name, Account account) {
    table.add(
        name,
        account.requests(),
        String.format(Locale.ROOT, "%.2f %%", 100 * account.hitRatio()),
        account.loads(),
        account.speculativeLoads());
  }
}
