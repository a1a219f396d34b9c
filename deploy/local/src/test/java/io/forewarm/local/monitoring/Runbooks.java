package io.forewarm.local.monitoring;

/** The runbooks as a document. */
final class Runbooks {
  private static final String BEFORE =
      """
      # Runbooks

      Generated from `deploy/monitoring/source/alerts.yaml`. One for each alert: what it means for users, where to look first, what to do, and
      how to see that it is over. How alerts reach you, and how to silence one, says [alerts.md](alerts.md).

      Set these once, to your own addresses; `posts` stands for the region of the alert:

      ```sh
      export APP=http://127.0.0.1:8390 PROM=http://127.0.0.1:9090 REDIS=redis://127.0.0.1:6379 KAFKA=127.0.0.1:9092
      ```

      `./forewarm` finds a stack of this machine by itself; elsewhere add `--bootstrap-server $KAFKA`.

      | alert | level | told after | on-call | lead |
      |---|---|---|---|---|
      """;

  private Runbooks() {}

  static String text(AlertSource source) {
    StringBuilder text = new StringBuilder(BEFORE);
    for (AlertSource.Rule rule : source.rules()) {
      AlertSource.Escalation later = source.levels().get(rule.level());
      text.append(
          "| [%s](#%s) | %s | %s | + %s | + %s |\n"
              .formatted(
                  rule.alert(),
                  rule.anchor(),
                  rule.level(),
                  rule.lasts(),
                  later.onCall(),
                  later.lead()));
    }
    source.rules().forEach(rule -> text.append(runbook(rule)));
    return text.toString();
  }

  private static String runbook(AlertSource.Rule rule) {
    String ends = rule.holds() == null ? "" : ", and goes on while `%s`";
    return """

        ## %s

        *%s.* Fires after %s of `%s`%s.

        **What it means.** %s

        **Look at this first.**

        %s

        **What to do.**

        %s

        **It is over when** %s
        """
        .formatted(
            rule.alert(),
            rule.summary().replaceAll("\\{\\{ \\$labels\\.(\\w+) }}", "($1)"),
            rule.lasts(),
            rule.fires(),
            ends.formatted(rule.holds()),
            rule.means().strip(),
            rule.look().strip(),
            rule.mend().strip(),
            decapitalized(rule.over().strip()));
  }

  private static String decapitalized(String text) {
    return text.startsWith("The ") ? "t" + text.substring(1) : text;
  }
}
