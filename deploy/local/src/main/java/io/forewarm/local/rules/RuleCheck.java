package io.forewarm.local.rules;

import io.forewarm.schemas.Rule;
import org.jspecify.annotations.Nullable;

/** Refuses rules that cannot be meant. */
final class RuleCheck {
  private RuleCheck() {}

  static void check(Rule rule) {
    String target = rule.getTarget();
    if (!target.matches("\\S{1,1024}")
        || target.indexOf('*') >= 0 && target.indexOf('*') != target.length() - 1) {
      refuse("target must be *, a region, or a pattern of cache keys that ends in *: " + target);
    }
    positive("hotMinReads", rule.getHotMinReads());
    positive("hotShare", rule.getHotShare());
    positive("hotRatePerSecond", rule.getHotRatePerSecond());
    positive("softTtlMs", rule.getSoftTtlMs());
    positive("hardTtlMs", rule.getHardTtlMs());
    if (rule.getHotShare() != null && rule.getHotShare() > 1) {
      refuse("hotShare must be above 0 to 1: " + rule.getHotShare());
    }
    if (rule.getSoftTtlMs() != null
        && rule.getHardTtlMs() != null
        && rule.getHardTtlMs() < rule.getSoftTtlMs()) {
      refuse("hardTtlMs must be at least softTtlMs: " + rule.getHardTtlMs());
    }
  }

  private static void positive(String name, @Nullable Number value) {
    if (value != null && !(value.doubleValue() > 0 && Double.isFinite(value.doubleValue()))) {
      refuse(name + " must be above 0: " + value);
    }
  }

  private static void refuse(String why) {
    throw new IllegalArgumentException(why);
  }
}
