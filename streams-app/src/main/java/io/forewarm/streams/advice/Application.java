package io.forewarm.streams.advice;

import io.forewarm.schemas.Mode;
import io.forewarm.schemas.Rule;
import io.forewarm.schemas.RuleBook;
import io.forewarm.schemas.RuleText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rule that does what is recommended. */
public final class Application {
  private Application() {}

  /**
   * Returns what the rule of the recommendation's target becomes: what it sets already, and what is
   * recommended. Where that was set for a share of the keys before, it is for all now.
   *
   * @param book the rules that hold
   * @param keys share of the keys for which it is done, above 0 to 1; null for all
   * @throws IllegalArgumentException if no rule does it, or the share is none
   */
  public static Rule of(RuleBook book, Recommendation recommendation, @Nullable Double keys) {
    String command = recommendation.command();
    if (command == null) {
      throw new IllegalArgumentException(
          "no rule does it; change this: " + recommendation.configuration());
    }
    if (keys != null && !(keys > 0 && keys <= 1)) {
      throw new IllegalArgumentException("keys=" + keys + " must be a share above 0 to 1");
    }
    Rule recommended = RuleText.ofCommand(command);
    Rule before = book.find(recommended.getTarget());
    Rule rule = before == null ? recommended : RuleText.both(before, recommended);
    boolean onShare = before != null && before.getActKeys() != null && Objects.equals(rule, before);
    if (keys != null) {
      rule.setMode(Mode.ACT);
      rule.setActKeys(keys);
    } else if (onShare) {
      rule.setActKeys(1.0);
    }
    return rule;
  }
}
