package io.forewarm.local.monitoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The dashboards as {@code deploy/monitoring/source/dashboards.yaml} has them, by file name. */
record DashboardSource(Map<String, Dashboard> dashboards) {

  private static final Map<String, String> DATA = sorted("type", "prometheus", "uid", "${source}");

  static DashboardSource read() {
    return Folder.source("dashboards.yaml", DashboardSource.class);
  }

  /** A page of panels, in the order in which they are read. */
  record Dashboard(String title, List<Panel> panels) {}

  /**
   * A panel.
   *
   * @param unit Grafana's name of it
   * @param help what it tells; null for nothing more than its title
   * @param queries expressions by legend
   */
  record Panel(String title, String unit, String help, Map<String, String> queries) {}

  /** All expressions. */
  List<String> queries() {
    return dashboards.values().stream()
        .flatMap(dashboard -> dashboard.panels().stream())
        .flatMap(panel -> panel.queries().values().stream())
        .toList();
  }

  /** Returns what Grafana imports. */
  static Map<String, Object> grafana(String name, Dashboard dashboard) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("uid", "forewarm-" + name);
    page.put("title", dashboard.title());
    page.put("tags", List.of("forewarm"));
    page.put("schemaVersion", 38);
    page.put("timezone", "browser");
    page.put("refresh", "10s");
    page.put("time", sorted("from", "now-1h", "to", "now"));
    page.put("templating", Map.of("list", List.of(source())));
    page.put("panels", panels(dashboard.panels()));
    return page;
  }

  private static Map<String, Object> source() {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("name", "source");
    source.put("label", "Data source");
    source.put("type", "datasource");
    source.put("query", "prometheus");
    return source;
  }

  private static List<Map<String, Object>> panels(List<Panel> panels) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (int i = 0; i < panels.size(); i++) {
      all.add(panel(i, panels.get(i)));
    }
    return all;
  }

  /** Two in a row. */
  private static Map<String, Object> panel(int place, Panel panel) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", place + 1);
    view.put("type", "timeseries");
    view.put("title", panel.title());
    view.put("description", panel.help() == null ? "" : panel.help());
    view.put("datasource", DATA);
    view.put("gridPos", position(place));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("defaults", Map.of("unit", panel.unit()));
    fields.put("overrides", List.of());
    view.put("fieldConfig", fields);
    List<Object> targets = new ArrayList<>();
    panel.queries().forEach((legend, query) -> targets.add(target(targets.size(), legend, query)));
    view.put("targets", targets);
    return view;
  }

  private static Map<String, String> sorted(String... words) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      map.put(words[i], words[i + 1]);
    }
    return map;
  }

  private static Map<String, Integer> position(int place) {
    Map<String, Integer> position = new LinkedHashMap<>();
    position.put("h", 8);
    position.put("w", 12);
    position.put("x", place % 2 * 12);
    position.put("y", place / 2 * 8);
    return position;
  }

  private static Map<String, Object> target(int place, String legend, String query) {
    Map<String, Object> target = new LinkedHashMap<>();
    target.put("refId", String.valueOf((char) ('A' + place)));
    target.put("datasource", DATA);
    target.put("expr", query);
    target.put("legendFormat", legend);
    return target;
  }
}
