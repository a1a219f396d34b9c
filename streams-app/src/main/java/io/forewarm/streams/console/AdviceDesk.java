package io.forewarm.streams.console;

import io.forewarm.schemas.Dismissal;
import io.forewarm.streams.advice.Adviser;
import io.forewarm.streams.advice.Application;
import io.forewarm.streams.advice.Dismissals;
import io.forewarm.streams.advice.Recommendation;
import io.forewarm.streams.topics.CompactedLog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what would pay, does it, or lets it rest. */
public final class AdviceDesk {
  private final Adviser adviser;
  private final Dismissals dismissals;
  private final CompactedLog<Dismissal> log;
  private final RuleDesk rules;

  /**
   * Takes who advises, what was dismissed, where that is written, and who changes rules.
   *
   * @param dismissals kept up to date by who follows the log
   */
  public AdviceDesk(
      Adviser adviser, Dismissals dismissals, CompactedLog<Dismissal> log, RuleDesk rules) {
    this.adviser = adviser;
    this.dismissals = dismissals;
    this.log = log;
    this.rules = rules;
  }

  /** Returns what would pay now, what is most certain first: what is dismissed, or the others. */
  List<Recommendation> rows(boolean dismissed) {
    return adviser.recommendations().stream()
        .filter(advice -> dismissals.hide(advice) == dismissed)
        .toList();
  }

  private Recommendation find(String id) {
    return adviser.recommendations().stream()
        .filter(advice -> advice.id().equals(id))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException("id=" + id + " is not recommended now"));
  }

  /**
   * Puts the rule that does it.
   *
   * @param keys share of the keys, above 0 to 1; null for all
   * @throws IllegalArgumentException if it is not recommended now, or no rule does it
   */
  RuleDesk.Change apply(String id, @Nullable Double keys) {
    return rules.put(Application.of(rules.book(), find(id), keys));
  }

  /**
   * Lets a recommendation rest until its number has doubled or halved, 30 days at most.
   *
   * @throws IllegalArgumentException if it is not recommended now
   */
  void dismiss(String id) {
    Dismissal dismissal = dismissals.of(find(id));
    log.put(id, dismissal);
    dismissals.put(id, dismissal);
  }

  /** Shows a recommendation again. */
  void recall(String id) {
    log.put(id, null);
    dismissals.put(id, null);
  }
}
