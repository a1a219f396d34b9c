package io.forewarm.local.advice;

import io.forewarm.local.terminal.CommandFailure;
import io.forewarm.local.terminal.FiguresFile;
import io.forewarm.streams.advice.Recommendation;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
      "--apply executes the command of one; 'rules list' shows the rule, 'rules remove' takes it"
          + " back.",
      "",
      "The app answers the same over HTTP: GET /api/recommendations",
    },
    footer = {
      "  forewarm recommend",
      "  forewarm recommend --apply 'ttl-short:posts:user:*:posts'",
    })
public final class RecommendCommand implements Runnable {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private AppOptions app;

  @Option(
      names = "--apply",
      paramLabel = "ID",
      description = "Executes the command of this recommendation.")
  private @Nullable String apply;

  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      description = "With --apply: brokers to which the rule is written, as in 'rules put'.")
  private @Nullable String bootstrapServer;

  @Option(names = "--prefix", description = "With --apply: start of all topic names.")
  private @Nullable String prefix;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private FiguresFile json;

  @Override
  public void run() {
    List<Recommendation> all = app.ask("/api/recommendations", Recommendation.class);
    if (apply == null) {
      print(all, command.commandLine().getOut());
    } else {
      apply(all, apply);
    }
    json.write(all);
  }

  private void apply(List<Recommendation> all, String id) {
    Recommendation chosen =
        all.stream()
            .filter(advice -> advice.id().equals(id))
            .findAny()
            .orElseThrow(
                () -> new CommandFailure("'" + id + "' is not recommended now: " + ids(all)));
    String does = chosen.command();
    if (does == null) {
      throw new CommandFailure("no command does it: " + chosen.configuration());
    }
    List<String> words = words(does);
    add(words, "--bootstrap-server", bootstrapServer);
    add(words, "--prefix", prefix);
    int exit =
        command.root().commandLine().execute(words.subList(1, words.size()).toArray(String[]::new));
    if (exit != 0) {
      throw new CommandFailure("'" + does + "' failed");
    }
  }

  private static List<String> ids(List<Recommendation> all) {
    return all.stream().map(Recommendation::id).toList();
  }

  private static void add(List<String> words, String option, @Nullable String value) {
    if (value != null) {
      words.add(option);
      words.add(value);
    }
  }

  /** Takes a command line apart as a shell does, as far as such are recommended. */
  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    return words;
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
