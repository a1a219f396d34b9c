package io.forewarm.local.replay;

import io.forewarm.local.simulation.Capacity;
import io.forewarm.local.terminal.DurationText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the simulation, as the command line has them. */
final class SimulationOptions {
  @Option(
      names = "--capacity",
      paramLabel = "AMOUNT",
      converter = Capacity.Text.class,
      description = {
        "Simulated: how much the cache holds: 5%% of the distinct keys, 1000 entries, or 64MB.",
        "Default: everything."
      })
  private @Nullable Capacity capacity;

  @Option(
      names = "--load-time",
      paramLabel = "TIME",
      defaultValue = "50ms",
      converter = DurationText.class,
      description = "Simulated: of the origin. Default: ${DEFAULT-VALUE}.")
  private Duration loadTime = Duration.ofMillis(50);

  @Option(
      names = "--instances",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "Simulated: processes of the service, each of which reports on its own. Default:"
              + " ${DEFAULT-VALUE}.")
  private int instances;

  @Option(names = "--no-predict", description = "Simulated: warms nothing after what users read.")
  private boolean noPredict;

  @Option(names = "--no-refresh", description = "Simulated: refreshes nothing before it ends.")
  private boolean noRefresh;

  @Option(
      names = "--excess",
      paramLabel = "SHARE",
      description = {
        "Simulated: how many more loads there may be than without loads ahead, 0.05 for 5%%.",
        "Default: that of the app."
      })
  private @Nullable Double excess;

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      split = ",",
      description = {
        "Simulated: runs the same traffic under the settings of these YAML files as well: capacity,"
            + " ttl, loadTime, instances, predict, refresh, excess."
      })
  private List<Path> compared = List.of();

  @Option(
      names = "--decisions",
      paramLabel = "FILE",
      description =
          "Simulated: writes every load, warm, refresh and evict there: ts_ms,key,action.")
  private @Nullable Path decisions;

  /**
   * Returns what is asked for.
   *
   * @param ttl as given; null: 5 minutes, or for ever with a capacity
   */
  SimulationChoice of(@Nullable Duration ttl) {
    return new SimulationChoice(capacity, ttl, loadTime, instances, !noPredict, !noRefresh, excess);
  }

  /** Files with settings to be compared; maybe none. */
  List<Path> compared() {
    return compared;
  }

  /** Where the decisions go; null for nowhere. */
  @Nullable Path decisions() {
    return decisions;
  }
}
