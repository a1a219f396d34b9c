package io.forewarm.streams.console;

import java.util.List;
import java.util.Map;

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
    List<ObservationBoard.Row> observations) {
  private static final int MOST_HOT_KEYS = 200;

  static Snapshot of(ConsoleServer.Views views, boolean changes) {
    Map<String, HealthCheck.Finding> health = HealthCheck.findings(views.ready());
    List<HotKeyBoard.Row> hot = views.hotKeys().rows();
    return new Snapshot(
        System.currentTimeMillis(),
        HealthCheck.hold(health),
        changes,
        health,
        views.alerts().rows(),
        hot.size(),
        hot.subList(0, Math.min(MOST_HOT_KEYS, hot.size())),
        views.regions().rows().stream().map(RegionBoard.Row::withoutPast).toList(),
        views.observations().rows());
  }
}
