package io.forewarm.local.advice;

import io.forewarm.local.app.AppOptions;
import io.forewarm.local.broker.Broker;
import io.forewarm.local.broker.BrokerOptions;
import io.forewarm.local.terminal.CommandFailure;
import io.forewarm.local.terminal.FiguresFile;
import io.forewarm.schemas.Dismissal;
import io.forewarm.schemas.Rule;
import io.forewarm.schemas.RuleBook;
import io.forewarm.schemas.RuleSetting;
import io.forewarm.schemas.RuleText;
import io.forewarm.streams.advice.Application;
import io.forewarm.streams.advice.Dismissals;
import io.forewarm.streams.advice.Recommendation;
import io.forewarm.streams.rules.RuleLog;
import io.forewarm.streams.topics.CompactedLog;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what would pay, and does it. */
@Command(
    name = "recommend",
    header = "say what would pay, with the reason in numbers, and do it",
    description = {
      "For each recommendation: what to do, why, what to expect, the command or the setting that"
          + " does it, and how certain it is, 0 to 1. From 0.8 on it may be followed unseen.",
      "",
      "--apply puts the rule that does one; what the rule of the same target sets besides stays. With"
          + " --keys it is done for a share of the keys first; without, for all. 'rules list' shows"
          + " the rule, 'rules remove' takes it back.",
      "",
      "--dismiss lets one rest, for everybody, until the number that it rests on has doubled or"
          + " halved, 30 days at most. --recall shows it again.",
      "",
      "The app answers the same over HTTP: GET /api/recommendations",
    },
    footer = {
      "  forewarm recommend",
      "  forewarm recommend --apply 'ttl-short:posts:user:*:posts' --keys 10%%",
      "  forewarm recommend --apply 'ttl-short:posts:user:*:posts'",
      "  forewarm recommend --dismiss 'flat-key:sessions:*'",
    })
public final class RecommendCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private AppOptions app;

  @ArgGroup private @Nullable Deed deed;

  @Option(
      names = "--keys",
      paramLabel = "SHARE",
      description = "With --apply: for this share of the keys, such as 10%%. Default: for all.")
  private @Nullable String keys;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private BrokerOptions options;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private FiguresFile json;

  /** What is to be done, and with which recommendation. */
  private static final class Deed {
    @Option(
        names = "--apply",
        paramLabel = "ID",
        description = "Puts the rule that this recommendation names.")
    private @Nullable String apply;

    @Option(names = "--dismiss", paramLabel = "ID", description = "Lets it rest.")
    private @Nullable String dismiss;

    @Option(names = "--recall", paramLabel = "ID", description = "Shows it again.")
    private @Nullable String recall;
  }

  @Override
  public void run() {
    Deed todo = deed;
    PrintWriter out = command.commandLine().getOut();
    if (todo != null && todo.recall != null) {
      dismissals(options.broker()).accept(todo.recall, null);
      out.println("recalled " + todo.recall);
      return;
    }
    List<Recommendation> all = app.ask("/api/recommendations", Recommendation.class);
    if (todo == null) {
      print(all, out);
    } else if (todo.apply != null) {
      apply(find(all, todo.apply), out);
    } else if (todo.dismiss != null) {
      Recommendation chosen = find(all, todo.dismiss);
      Dismissal dismissal = new Dismissals(Clock.systemUTC()).of(chosen);
      dismissals(options.broker()).accept(chosen.id(), dismissal);
      out.println("dismissed " + chosen.id());
    }
    json.write(all);
  }

  private static BiConsumer<String, @Nullable Dismissal> dismissals(Broker broker) {
    CompactedLog<Dismissal> log =
        new CompactedLog<>(broker.client(), broker.topics().dismissals, "forewarm-command-line");
    return (id, dismissal) -> broker.answering(() -> log.put(id, dismissal));
  }

  private void apply(Recommendation chosen, PrintWriter out) {
    Broker broker = options.broker();
    RuleLog log =
        new RuleLog(broker.client(), broker.topics(), command.commandLine().getErr()::println);
    Rule rule = rule(broker.answering(log::read), chosen);
    broker.answering(() -> log.put(rule));
    out.println("put " + rule.getTarget() + " " + RuleText.options(rule));
  }

  private Rule rule(RuleBook before, Recommendation chosen) {
    try {
      Rule rule = Application.of(before, chosen, (Double) RuleSetting.ACT_KEYS.read(keys));
      var unused = before.checkedWith(rule);
      return rule;
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private static Recommendation find(List<Recommendation> all, String id) {
    List<String> ids = all.stream().map(Recommendation::id).toList();
    return all.stream()
        .filter(advice -> advice.id().equals(id))
        .findAny()
        .orElseThrow(() -> new CommandFailure("'" + id + "' is not recommended now: " + ids));
  }

  private static void print(List<Recommendation> all, PrintWriter out) {
    if (all.isEmpty()) {
      out.println("nothing to recommend: what was reported in the last minutes shows no fault");
    }
    for (Recommendation advice : all) {
      out.printf(Locale.ROOT, "%s (confidence %.2f)%n", advice.title(), advice.confidence());
      out.println("  id      " + advice.id());
      out.println("  why     " + advice.reason());
      Recommendation.Effect effect = advice.effect();
      if (effect != null) {
        out.printf(
            Locale.ROOT,
            "  effect  %s from %.2f to %.2f%n",
            effect.figure(),
            effect.now(),
            effect.expected());
      }
      String does = advice.command() == null ? advice.configuration() : advice.command();
      out.println("  do      " + does);
      out.println();
    }
    out.flush();
  }
}
