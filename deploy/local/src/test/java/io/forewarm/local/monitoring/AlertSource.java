package io.forewarm.local.monitoring;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The alerts as {@code deploy/monitoring/source/alerts.yaml} has them.
 *
 * @param runbooks where runbooks are found
 * @param levels when whom is told, by level
 * @param records expressions that have a name
 */
record AlertSource(
    String runbooks,
    Map<String, Escalation> levels,
    Map<String, String> records,
    List<Rule> rules) {

  static AlertSource read() {
    return Folder.source("alerts.yaml", AlertSource.class);
  }

  /** After how long the next person is told. */
  record Escalation(@JsonProperty("on-call") String onCall, String lead) {}

  /**
   * One alert.
   *
   * @param fires expression that begins it
   * @param holds expression that keeps it alive; null for the same
   * @param by labels that tell its alerts apart
   * @param lasts how long it must hold before anybody is told
   * @param summary what is seen first
   * @param means what it means for users
   * @param look where to look first
   * @param mend what to do
   * @param over how to see that it is over
   */
  record Rule(
      String alert,
      String level,
      String fires,
      String holds,
      List<String> by,
      @JsonProperty("for") String lasts,
      String summary,
      String means,
      String look,
      String mend,
      String over,
      Case test) {

    /** The heading of its runbook, as links name it. */
    String anchor() {
      return alert.toLowerCase(Locale.ROOT);
    }

    /** Its expression with both thresholds: once it fires, the lower one keeps it. */
    String expression() {
      return holds == null
          ? fires
          : "(%s)\nor\n((%s)\n and on (%s) ALERTS{alertname=\"%s\", alertstate=\"firing\", escalation=\"team\"})"
              .formatted(fires, holds, String.join(", ", by), alert);
    }
  }

  /**
   * What must happen on given series.
   *
   * @param series one sample a minute, in promtool's notation
   * @param labels of the alert that fires
   * @param quiet minutes at which it does not
   * @param firing minutes at which it does
   * @param over minutes at which it no longer does
   */
  record Case(
      Map<String, String> series,
      Map<String, String> labels,
      List<Integer> quiet,
      List<Integer> firing,
      List<Integer> over) {}
}
