package io.forewarm.streams.console;

import io.forewarm.streams.flow.FlowBoard;
import io.forewarm.streams.flow.FlowMeters;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the pages are told each second: bounded, however many keys are hot. What is left out is at
 * the addresses of the API.
 *
 * @param at time of the app, milliseconds since 1970
 * @param health what must hold for the app to do its work
 * @param changes whether the app takes changes from who has the token
 * @param hotKeyCount how many keys are hot
 * @param hotKeys the hottest of them
 * @param regions without their past
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
    List<RegionBoard.Row> regions,
    List<ObservationBoard.Row> observations,
    @Nullable Double memory,
    double behindSeconds,
    Map<String, Double> flow) {
  private static final int MOST_HOT_KEYS = 200;

  static Snapshot of(ConsoleServer.Views views, boolean changes) {
    Map<String, HealthCheck.Finding> health = HealthCheck.findings(views.ready());
    Boards boards = views.boards();
    List<HotKeyBoard.Row> hot = boards.hotKeys().rows();
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
        boards.regions().rows().stream().map(RegionBoard.Row::withoutPast).toList(),
        boards.observations().rows(),
        fullest == 0 ? null : fullest,
        flow.readers().stream().mapToDouble(FlowMeters.Behind::seconds).max().orElse(0),
        flow.topics().stream()
            .collect(Collectors.toMap(FlowBoard.TopicFlow::topic, FlowBoard.TopicFlow::perSecond)));
  }
}
