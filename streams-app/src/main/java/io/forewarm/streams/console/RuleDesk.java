package io.forewarm.streams.console;

import io.forewarm.schemas.Rule;
import io.forewarm.schemas.RuleBook;
import io.forewarm.schemas.RuleSetting;
import io.forewarm.schemas.RuleText;
import io.forewarm.streams.rules.RuleLog;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows the rules, and changes them as {@code ./forewarm rules} does. */
public final class RuleDesk {
  private final RuleBoard board;
  private final RuleLog log;

  /** Takes the rules that hold, and where changes are written. */
  public RuleDesk(RuleBoard board, RuleLog log) {
    this.board = board;
    this.log = log;
  }

  /**
   * A rule as people write it.
   *
   * @param settings values by the name of the setting
   * @param command that puts it
   */
  public record Row(String target, Map<String, String> settings, String command) {
    static Row of(Rule rule) {
      return new Row(rule.getTarget(), RuleText.settings(rule), RuleText.command(rule));
    }
  }

  /**
   * What a rule can set.
   *
   * @param form how its values are written
   * @param label the values that are allowed, separated by {@code |}, or what stands for one
   */
  public record Setting(String name, String form, String label, String about) {}

  /**
   * What became of a change, or would.
   *
   * @param rule that holds then; null for none
   * @param before that held for the target; null for none
   */
  public record Change(@Nullable Row rule, @Nullable Row before) {}

  /** The rules that hold. */
  RuleBook book() {
    return board.book();
  }

  /** Returns the rules, the widest first: of two that set the same the later one prevails. */
  List<Row> rows() {
    return board.book().rules().stream().map(Row::of).toList();
  }

  /** Returns what all rules together set for a cache key. */
  Row of(String cacheKey) {
    return Row.of(board.book().forKey(cacheKey));
  }

  /** Returns all that rules can set. */
  static List<Setting> settings() {
    return Arrays.stream(RuleSetting.values())
        .map(
            one ->
                new Setting(
                    one.option(),
                    one.form().name().toLowerCase(Locale.ROOT),
                    one.form().label(),
                    one.about()))
        .toList();
  }

  /**
   * Says what putting a rule would do.
   *
   * @throws IllegalArgumentException if it may not hold
   */
  Change check(String target, Map<String, @Nullable String> settings) {
    return check(RuleText.rule(target, settings));
  }

  private Change check(Rule rule) {
    var unused = board.book().checkedWith(rule);
    Rule before = board.book().find(rule.getTarget());
    return new Change(Row.of(rule), before == null ? null : Row.of(before));
  }

  /**
   * Puts a rule in the place of its target's; returns when the brokers have it.
   *
   * @throws IllegalArgumentException if it may not hold
   */
  Change put(Rule rule) {
    Change change = check(rule);
    log.put(rule);
    board.put(rule.getTarget(), rule);
    return change;
  }

  /**
   * Removes a target's rule; returns when the brokers know.
   *
   * @throws IllegalArgumentException if it has none
   */
  Change remove(String target) {
    Rule before = board.book().find(target);
    if (before == null) {
      throw new IllegalArgumentException("target=" + target + " has no rule");
    }
    log.remove(target);
    board.put(target, null);
    return new Change(null, Row.of(before));
  }
}
