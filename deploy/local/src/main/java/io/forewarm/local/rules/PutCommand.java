package io.forewarm.local.rules;

import io.forewarm.local.broker.BrokerOptions;
import io.forewarm.schemas.Rule;
import io.forewarm.schemas.RuleBook;
import java.io.PrintWriter;
import java.util.Map;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a rule in the place of its target's. */
@Command(
    name = "put",
    header = "put a rule in the place of its target's",
    description = {
      "Writes one rule and returns when the broker has it. The rule replaces that of the same target"
          + " as a whole: what is not given is no longer set there, and stays with the wider rule or"
          + " the configuration. What was replaced is printed.",
    },
    footer = {
      "  forewarm rules put posts --soft-ttl 60s --hard-ttl 10m",
      "  forewarm rules put '*' --mode observe",
      "  forewarm rules put posts --mode act --act-keys 10%%",
      "  forewarm rules put 'posts:post:7*' --near off",
      "  forewarm rules put 'user:{id}:posts' --hot-min-reads 100 --hot-top-k 10",
      "  forewarm rules put news --hot-window 30s",
    })
final class PutCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Parameters(
      paramLabel = "TARGET",
      description =
          "* for all, a region's name, the begin of cache keys and a *, a key template such as"
              + " user:{id}:posts, or a cache key.")
  private String target = "";

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RuleOptions settings;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private BrokerOptions options;

  @Override
  public void run() {
    Rule rule = checked();
    RuleLog log = new RuleLog(options.broker(), command.commandLine().getErr()::println);
    Map<String, Rule> before = log.read();
    Rule replaced = before.get(target);
    checkWindows(before, rule);
    log.put(rule);
    PrintWriter out = command.commandLine().getOut();
    out.println("put " + target + " " + RuleText.options(rule) + instead(replaced));
    out.flush();
  }

  private Rule checked() {
    Rule rule = settings.of(target);
    if (RuleText.isEmpty(rule)) {
      throw wrong("a rule must set something, such as --mode observe; 'rules remove' removes one");
    }
    try {
      RuleBook.check(rule);
      return rule;
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private void checkWindows(Map<String, Rule> before, Rule rule) {
    RuleBook book = RuleBook.EMPTY;
    for (Rule other : before.values()) {
      book = book.with(other.getTarget(), other);
    }
    NavigableSet<Long> windows = book.with(target, rule).hotWindows();
    if (rule.getHotWindowMs() != null && windows.size() > RuleBook.MOST_HOT_WINDOWS) {
      throw wrong(
          "rules may ask for "
              + RuleBook.MOST_HOT_WINDOWS
              + " different lengths of windows; with --hot-window these would be more, in ms: "
              + windows);
    }
  }

  private ParameterException wrong(String why) {
    return new ParameterException(command.commandLine(), why);
  }

  private static String instead(@Nullable Rule replaced) {
    return replaced == null ? "" : " (replaces " + RuleText.options(replaced) + ")";
  }
}
