package io.forewarm.schemas;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The rules that hold now. Immutable. The rule for a key is merged from the widest to the
 * narrowest: the rule of {@code *}, then of the key's region, then of templates and prefixes, those
 * with most literal text last, then of the key itself.
 */
public final class RuleBook {
  /** No rules. */
  public static final RuleBook EMPTY = new RuleBook(new TreeMap<>());

  /** The longest window that a rule may ask for, milliseconds. */
  public static final long LONGEST_HOT_WINDOW_MS = RuleCheck.LONGEST_HOT_WINDOW_MS;

  /** Windows of different length that all rules together may ask for: each costs memory a key. */
  public static final int MOST_HOT_WINDOWS = 8;

  private final Map<RuleTarget, Rule> byTarget;

  private RuleBook(Map<RuleTarget, Rule> byTarget) {
    this.byTarget = byTarget;
  }

  /**
   * Refuses a rule that cannot hold, whoever wrote it.
   *
   * @throws IllegalArgumentException naming the target, the setting, its value, and what is allowed
   */
  public static void check(Rule rule) {
    RuleCheck.check(rule);
  }

  /**
   * Returns the book with a rule put in the place of its target's, if it may hold.
   *
   * @throws IllegalArgumentException naming what is wrong with it, and what is allowed
   */
  public RuleBook checkedWith(Rule rule) {
    if (RuleText.isEmpty(rule)) {
      throw new IllegalArgumentException(
          "a rule must set something, such as mode observe; to set nothing, remove it");
    }
    check(rule);
    RuleBook book = with(rule.getTarget(), rule);
    NavigableSet<Long> windows = book.hotWindows();
    if (rule.getHotWindowMs() != null && windows.size() > MOST_HOT_WINDOWS) {
      throw new IllegalArgumentException(
          "rules may ask for "
              + MOST_HOT_WINDOWS
              + " different lengths of windows; with hot-window these would be more, in ms: "
              + windows);
    }
    return book;
  }

  /** Returns a target's rule as it was put; null if it has none. */
  public @Nullable Rule find(String target) {
    return byTarget.get(RuleTarget.of(target));
  }

  /** Returns the book with a rule put in the place of its target's, or that target's removed. */
  public RuleBook with(String target, @Nullable Rule rule) {
    Map<RuleTarget, Rule> next = new TreeMap<>(byTarget);
    if (rule == null) {
      next.remove(RuleTarget.of(target));
    } else {
      next.put(RuleTarget.of(target), rule);
    }
    return new RuleBook(next);
  }

  /** Returns all rules, each as it was put. */
  public Collection<Rule> rules() {
    return Collections.unmodifiableCollection(byTarget.values());
  }

  /** Returns the lengths of the windows that rules ask for and may, milliseconds, ascending. */
  public NavigableSet<Long> hotWindows() {
    NavigableSet<Long> lengths = new TreeSet<>();
    for (Rule rule : byTarget.values()) {
      Long window = rule.getHotWindowMs();
      if (window != null && RuleCheck.isHotWindow(window)) {
        lengths.add(window);
      }
    }
    return lengths;
  }

  /** Returns the merged rule of a region, whatever the key. */
  public Rule forRegion(String region) {
    return forKey(CacheKey.of(region, ""));
  }

  /** Returns the merged rule of a cache key. */
  public Rule forKey(String cacheKey) {
    Rule merged = Rule.newBuilder().setTarget(cacheKey).build();
    byTarget.forEach(
        (target, rule) -> {
          if (target.matches(cacheKey)) {
            merge(merged, rule);
          }
        });
    return merged;
  }

  /** Returns for which keys and clients decisions are executed, as the rules for a key say. */
  public Rollout rollout(String cacheKey) {
    Rollout found = Rollout.UNRULED;
    for (Map.Entry<RuleTarget, Rule> rule : byTarget.entrySet()) {
      if (rule.getKey().matches(cacheKey)) {
        found = found.with(rule.getValue());
      }
    }
    return found;
  }

  private static void merge(Rule into, Rule narrower) {
    for (Schema.Field field : narrower.getSchema().getFields()) {
      Object value = narrower.get(field.pos());
      if (value != null && !field.name().equals("target")) {
        into.put(field.pos(), value);
      }
    }
  }
}
