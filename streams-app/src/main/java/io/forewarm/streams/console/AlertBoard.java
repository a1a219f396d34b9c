package io.forewarm.streams.console;

import io.forewarm.schemas.Alert;
import io.forewarm.schemas.AlertLevel;
import io.forewarm.schemas.Insight;
import io.forewarm.streams.insight.AlertName;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The alerts that stand: begun, and not ended. One about a key stands no longer than the key is
 * hot, whatever became of who should have ended it. Safe for concurrent use.
 */
public final class AlertBoard {
  /** How far back alerts are looked for when the app starts. */
  static final Duration MEMORY = Duration.ofHours(1);

  private static final int MOST = 1000;
  private static final Comparator<Row> WORST_FIRST =
      Comparator.comparing(Row::level, Comparator.<AlertLevel>reverseOrder())
          .thenComparing(Row::since, Comparator.reverseOrder())
          .thenComparing(Row::subject);

  private final Predicate<String> hot;
  private final Map<Subject, Row> standing = new LinkedHashMap<>();

  /** Asks whether a cache key is hot. */
  public AlertBoard(Predicate<String> hot) {
    this.hot = hot;
  }

  /**
   * An alert as the console shows it.
   *
   * @param name of the alert
   * @param subject the cache key, the master of Redis or the region that it is about
   * @param since when it began, broker time, milliseconds since 1970
   * @param cause why, as far as it is known
   * @param text what happened, and what to do
   * @param ofKey whether the subject is a key
   */
  public record Row(
      String name,
      AlertLevel level,
      String region,
      String subject,
      long since,
      String cause,
      String text,
      boolean ofKey) {}

  private record Subject(String alert, String of) {}

  /** Takes what began or ended. */
  synchronized void put(Insight insight, Alert alert) {
    String of =
        Objects.requireNonNullElse(
            alert.getKey(), Objects.requireNonNullElse(alert.getNode(), insight.getRegion()));
    Subject subject = new Subject(alert.getName(), of);
    if (!alert.getFiring()) {
      standing.remove(subject);
      return;
    }
    Row before = standing.get(subject);
    standing.put(
        subject,
        new Row(
            alert.getName(),
            alert.getLevel(),
            insight.getRegion(),
            of,
            before == null ? insight.getAt() : before.since(),
            alert.getCause().name(),
            alert.getText(),
            alert.getKey() != null));
    if (standing.size() > MOST) {
      standing.remove(standing.keySet().iterator().next());
    }
  }

  /** Returns for how many subjects an alert stands. */
  synchronized long standing(AlertName name) {
    return now().filter(row -> row.name().equals(name.text())).count();
  }

  /** Returns the alerts that stand, the worst first, of these the newest first. */
  public synchronized List<Row> rows() {
    return now().sorted(WORST_FIRST).toList();
  }

  private Stream<Row> now() {
    return standing.values().stream().filter(row -> !row.ofKey() || hot.test(row.subject()));
  }
}
