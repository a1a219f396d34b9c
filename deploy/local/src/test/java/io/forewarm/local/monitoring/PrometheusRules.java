package io.forewarm.local.monitoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rules for Prometheus, and their tests for promtool. */
final class PrometheusRules {
  private static final String NOTE =
      "# Generated from source/alerts.yaml: change it there, or in your copy.\n";
  private static final String ESCALATED =
      "sum without (alertstate, escalation) (ALERTS{alertname=\"%s\", alertstate=\"firing\", escalation=\"team\"})";

  private final AlertSource source;
  private final TimeScale scale;

  /** Takes by what all durations are divided: by 1 in what is shipped. */
  PrometheusRules(AlertSource source, TimeScale scale) {
    this.source = source;
    this.scale = scale;
  }

  String text() {
    List<Object> rules = new ArrayList<>();
    source
        .records()
        .forEach((name, expr) -> rules.add(ordered("record", name, "expr", scale.windows(expr))));
    for (AlertSource.Rule rule : source.rules()) {
      AlertSource.Escalation later = source.levels().get(rule.level());
      rules.add(alert(rule, rule.expression(), rule.lasts(), "team"));
      rules.add(alert(rule, ESCALATED.formatted(rule.alert()), later.onCall(), "on-call"));
      rules.add(alert(rule, ESCALATED.formatted(rule.alert()), later.lead(), "lead"));
    }
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("name", "forewarm");
    group.put("interval", scale.duration("15s"));
    group.put("rules", rules);
    return NOTE + Folder.yaml(Map.of("groups", List.of(group)));
  }

  private Map<String, Object> alert(
      AlertSource.Rule rule, String expression, String lasts, String escalation) {
    Map<String, Object> labels = new LinkedHashMap<>();
    labels.put("product", "forewarm");
    labels.put("severity", rule.level());
    labels.put("escalation", escalation);
    Map<String, Object> notes = new LinkedHashMap<>();
    notes.put("summary", rule.summary());
    notes.put("description", rule.means().strip());
    notes.put("runbook_url", source.runbooks() + "#" + rule.anchor());
    Map<String, Object> alert = new LinkedHashMap<>();
    alert.put("alert", rule.alert());
    alert.put("expr", scale.windows(expression));
    alert.put("for", scale.duration(lasts));
    alert.put("labels", labels);
    alert.put("annotations", notes);
    return alert;
  }

  /** The tests of every rule for {@code promtool test rules}, which reads the file of rules. */
  static String tests(String rulesFile, List<AlertSource.Rule> rules) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("rule_files", List.of(rulesFile));
    file.put("evaluation_interval", "1m");
    file.put("tests", rules.stream().map(PrometheusRules::test).toList());
    return NOTE + Folder.yaml(file);
  }

  private static Map<String, Object> ordered(String a, Object first, String b, Object second) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(a, first);
    map.put(b, second);
    return map;
  }

  private static Map<String, Object> test(AlertSource.Rule rule) {
    List<Object> inputs = new ArrayList<>();
    rule.test()
        .series()
        .forEach((series, values) -> inputs.add(ordered("series", series, "values", values)));
    List<Object> looks = new ArrayList<>();
    rule.test().quiet().forEach(minute -> looks.add(look(rule, minute, false)));
    rule.test().firing().forEach(minute -> looks.add(look(rule, minute, true)));
    rule.test().over().forEach(minute -> looks.add(look(rule, minute, false)));
    Map<String, Object> test = new LinkedHashMap<>();
    test.put("name", rule.alert());
    test.put("interval", "1m");
    test.put("input_series", inputs);
    test.put("promql_expr_test", looks);
    return test;
  }

  /** Of the alert itself; on-call and lead follow it. */
  private static Map<String, Object> look(AlertSource.Rule rule, int minute, boolean firing) {
    String selector = "alertname=\"%s\", alertstate=\"firing\"".formatted(rule.alert());
    Map<String, Object> look = new LinkedHashMap<>();
    look.put("expr", "ALERTS{%s, escalation=\"team\"}".formatted(selector));
    look.put("eval_time", minute + "m");
    look.put("exp_samples", firing ? List.of(sample(rule)) : List.of());
    return look;
  }

  private static Map<String, Object> sample(AlertSource.Rule rule) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("alertname", rule.alert());
    labels.put("alertstate", "firing");
    labels.put("escalation", "team");
    labels.put("product", "forewarm");
    labels.put("severity", rule.level());
    labels.putAll(rule.test().labels());
    List<String> texts =
        labels.entrySet().stream()
            .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
            .toList();
    return ordered("labels", "ALERTS{" + String.join(", ", texts) + "}", "value", 1);
  }
}
