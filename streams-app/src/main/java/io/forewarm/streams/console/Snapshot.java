package io.forewarm.streams.console;

import io.forewarm.streams.flow.FlowBoard;
import io.forewarm.streams.flow.FlowMeters;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the pages are told each second: bounded, however many keys are hot and regions there are.
 * What is left out is at the addresses of the API.
 *
 * @param at time of the app, milliseconds since 1970
 * @param health what must hold for the app to do its work
 * @param changes whether the app takes changes from who has the token
 * @param hotKeyCount how many keys are hot
 * @param hotKeys the hottest of them
 * @param total of all regions
 * @param regionCount how many regions did something
 * @param regions those with the most reads, without their past
 * @param memory share of its capacity that the fullest master of Redis uses; null if none has a
 *     bound
 * @param behindSeconds age of the oldest record that some group has not read
 * @param flow records a second, by topic without the prefix
 */
record Snapshot(
    long at,
    boolean ready,
    boolean changes,
    Map<String, HealthCheck.Finding> health,
    List<AlertBoard.Row> alerts,
    int hotKeyCount,
    List<HotKeyBoard.Row> hotKeys,
    Total total,
    int regionCount,
    List<RegionBoard.Row> regions,
    List<ObservationBoard.Row> observations,
    @Nullable Double memory,
    double behindSeconds,
    Map<String, Double> flow) {
  private static final int MOST_HOT_KEYS = 200;
  private static final int MOST_REGIONS = 200;
  private static final Comparator<RegionBoard.Row> MOST_READ =
      Comparator.comparingDouble(RegionBoard.Row::readsPerSecond).reversed();

  /** All regions together, means over ten seconds. */
  record Total(
      double readsPerSecond,
      double hitRatio,
      double loadsPerSecond,
      double meanLoadMs,
      double writesPerSecond) {
    static Total of(List<RegionBoard.Row> regions) {
      double reads = sum(regions, RegionBoard.Row::readsPerSecond);
      double loads = sum(regions, RegionBoard.Row::loadsPerSecond);
      double hits = sum(regions, row -> row.readsPerSecond() * row.hitRatio());
      double millis = sum(regions, row -> row.loadsPerSecond() * row.meanLoadMs());
      return new Total(
          reads,
          reads == 0 ? 0 : hits / reads,
          loads,
          loads == 0 ? 0 : millis / loads,
          sum(regions, RegionBoard.Row::writesPerSecond));
    }

    private static double sum(
        List<RegionBoard.Row> regions, ToDoubleFunction<RegionBoard.Row> what) {
      return regions.stream().mapToDouble(what).sum();
    }
  }

  static Snapshot of(ConsoleServer.Views views, boolean changes) {
    Map<String, HealthCheck.Finding> health = HealthCheck.findings(views.ready());
    Boards boards = views.boards();
    List<HotKeyBoard.Row> hot = boards.hotKeys().rows();
    List<RegionBoard.Row> regions = boards.regions().present();
    double fullest = boards.memory().last().fullest();
    FlowBoard.Flow flow = boards.flow().last();
    return new Snapshot(
        System.currentTimeMillis(),
        HealthCheck.hold(health),
        changes,
        health,
        boards.alerts().rows(),
        hot.size(),
        hot.subList(0, Math.min(MOST_HOT_KEYS, hot.size())),
        Total.of(regions),
        regions.size(),
        regions.stream().sorted(MOST_READ).limit(MOST_REGIONS).toList(),
        boards.observations().rows(),
        fullest == 0 ? null : fullest,
        flow.readers().stream().mapToDouble(FlowMeters.Behind::seconds).max().orElse(0),
        flow.topics().stream()
            .collect(Collectors.toMap(FlowBoard.TopicFlow::topic, FlowBoard.TopicFlow::perSecond)));
  }
}
