package io.forewarm.schemas;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a rule may say. */
final class RuleCheck {
  private static final Pattern REGION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** A cache key, or a template; in place of a greedy variable there must be nothing else. */
  private static final Pattern KEY = Pattern.compile("[^*\\s\\p{Cntrl}]+");

  private static final Pattern KEY_START = Pattern.compile("[^*\\s\\p{Cntrl}]+\\*");

  /** A sub-window of the app, milliseconds. */
  private static final long SHORTEST_HOT_WINDOW_MS = 200;

  /** As far as the app holds counts for a rule, milliseconds. */
  static final long LONGEST_HOT_WINDOW_MS = 300_000;

  private final Rule rule;

  private RuleCheck(Rule rule) {
    this.rule = rule;
  }

  static void check(Rule rule) {
    new RuleCheck(rule).check();
  }

  private void check() {
    checkTarget();
    atLeast("hotMinReads", rule.getHotMinReads(), 1);
    Double share = rule.getHotShare();
    require(share == null || (share > 0 && share <= 1), "hotShare", share, "above 0 to 1");
    Double rate = rule.getHotRatePerSecond();
    require(
        rate == null || (rate > 0 && rate < Double.POSITIVE_INFINITY),
        "hotRatePerSecond",
        rate,
        "above 0, reads a second");
    Integer top = rule.getHotTopK();
    require(top == null || top >= 0, "hotTopK", top, "0 or more");
    notNegative("hotBytesPerSecond", rule.getHotBytesPerSecond());
    notNegative("hotLoadMillisPerSecond", rule.getHotLoadMillisPerSecond());
    notNegative("hotWritesPerSecond", rule.getHotWritesPerSecond());
    Long window = rule.getHotWindowMs();
    require(
        window == null || isHotWindow(window),
        "hotWindowMs",
        window,
        SHORTEST_HOT_WINDOW_MS
            + " to "
            + LONGEST_HOT_WINDOW_MS
            + ": between a sub-window and what the app holds in memory");
    atLeast("softTtlMs", rule.getSoftTtlMs(), 1);
    atLeast("hardTtlMs", rule.getHardTtlMs(), 1);
    Long soft = rule.getSoftTtlMs();
    Long hard = rule.getHardTtlMs();
    require(
        soft == null || hard == null || hard >= soft,
        "hardTtlMs",
        hard,
        "at least softTtlMs, " + soft);
    atLeast("maxStalenessMs", rule.getMaxStalenessMs(), 0);
    Integer ahead = rule.getSpeculativeLoadsPerSecond();
    require(ahead == null || ahead >= 0, "speculativeLoadsPerSecond", ahead, "0 or more");
    share("actKeys", rule.getActKeys());
    share("actClients", rule.getActClients());
  }

  static boolean isHotWindow(long ms) {
    return ms >= SHORTEST_HOT_WINDOW_MS && ms <= LONGEST_HOT_WINDOW_MS;
  }

  private void checkTarget() {
    String target = rule.getTarget();
    boolean good =
        target.equals("*")
            || REGION.matcher(target).matches()
            || (isOfKeys(target)
                && target.getBytes(StandardCharsets.UTF_8).length <= CacheKey.MAX_BYTES);
    if (!good) {
      throw new IllegalArgumentException(
          "a rule's target must be *, a region's name (1 to 64 letters, digits, '.', '_' or '-'),"
              + " the beginning of cache keys and *, such as posts:user:*, a template such as"
              + " user:{id}:posts, or a cache key: '"
              + target
              + "'");
    }
  }

  private static boolean isOfKeys(String target) {
    if (KEY_START.matcher(target).matches()) {
      return true;
    }
    Matcher variable = RuleTarget.VARIABLE.matcher(target);
    boolean template = variable.find();
    String rest = target.endsWith("*}") ? variable.replaceAll("x") : target;
    return (template || target.indexOf(':') > 0) && KEY.matcher(rest).matches();
  }

  private void atLeast(String setting, @Nullable Long value, long least) {
    require(value == null || value >= least, setting, value, least + " or more");
  }

  private void notNegative(String setting, @Nullable Double value) {
    boolean good = value == null || (value >= 0 && value < Double.POSITIVE_INFINITY);
    require(good, setting, value, "0 or more");
  }

  private void share(String setting, @Nullable Double value) {
    require(value == null || (value >= 0 && value <= 1), setting, value, "a share, 0 to 1");
  }

  private void require(boolean good, String setting, @Nullable Object value, String allowed) {
    if (!good) {
      throw new IllegalArgumentException(
          "rule " + rule.getTarget() + ": " + setting + "=" + value + " must be " + allowed);
    }
  }
}
