package io.forewarm.local.rules;

import io.forewarm.local.broker.Broker;
import io.forewarm.local.broker.BrokerOptions;
import io.forewarm.schemas.Rule;
import io.forewarm.schemas.RuleBook;
import io.forewarm.schemas.RuleText;
import io.forewarm.streams.rules.RuleLog;
import java.io.PrintWriter;
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
    modelTransformer = RuleOptions.class,
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
  private BrokerOptions options;

  @Override
  public void run() {
    Rule rule = RuleOptions.rule(command, target);
    checkedWith(RuleBook.EMPTY, rule);
    Broker broker = options.broker();
    RuleLog log =
        new RuleLog(broker.client(), broker.topics(), command.commandLine().getErr()::println);
    RuleBook before = broker.answering(log::read);
    checkedWith(before, rule);
    broker.answering(() -> log.put(rule));
    Rule replaced = before.find(target);
    PrintWriter out = command.commandLine().getOut();
    out.println("put " + target + " " + RuleText.options(rule) + instead(replaced));
    out.flush();
  }

  private void checkedWith(RuleBook book, Rule rule) {
    try {
      var unused = book.checkedWith(rule);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private static String instead(@Nullable Rule replaced) {
    return replaced == null ? "" : " (replaces " + RuleText.options(replaced) + ")";
  }
}
