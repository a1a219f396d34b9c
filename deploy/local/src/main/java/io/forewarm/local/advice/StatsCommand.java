package io.forewarm.local.advice;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forewarm.local.app.AppOptions;
import io.forewarm.local.terminal.FiguresFile;
import io.forewarm.local.terminal.TextTable;
import io.forewarm.streams.console.StatisticsDesk.Entry;
import io.forewarm.streams.statistics.TemplateFigures;
import io.forewarm.streams.statistics.Window;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what the keys of each template did. */
@Command(
    name = "stats",
    header = "tell what the keys of each region and template did",
    description = {
      "A template is what keys have in common, found from the keys themselves: user:*:posts. The"
          + " first line of a region is all of it; then come its templates, those with the most"
          + " reads first.",
      "",
      "LOAD is the time of loads that half and 95 of a hundred do not exceed. ONCE is the share of"
          + " the keys that were read once. MEMORY is that of the values: distinct keys times mean"
          + " size. REUSE is the time between two reads of a key that half do not exceed.",
      "",
      "The app answers the same over HTTP, with the past: GET"
          + " /api/statistics?region=posts&span=hour",
    },
    footer = {
      "  forewarm stats",
      "  forewarm stats posts --span hour",
    })
public final class StatsCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Parameters(paramLabel = "REGION", arity = "0..1", description = "Default: all.")
  private @Nullable String region;

  @Option(
      names = "--span",
      paramLabel = "minute|hour|day|week",
      defaultValue = "MINUTE",
      description = "How far back. Default: minute.")
  private Window span = Window.MINUTE;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private AppOptions app;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private FiguresFile json;

  @Override
  public void run() {
    String path = "/api/statistics?span=" + span.name().toLowerCase(Locale.ROOT);
    if (region != null) {
      path += "&region=" + URLEncoder.encode(region, UTF_8);
    }
    List<Entry> entries = app.ask(path, Entry.class);
    print(entries, command.commandLine().getOut());
    json.write(entries);
  }

  private static void print(List<Entry> entries, PrintWriter out) {
    if (entries.isEmpty()) {
      out.println(
          "nothing was reported in this time; the first figures come some 20 s after reads");
      out.flush();
      return;
    }
    TextTable table =
        new TextTable(
            "REGION",
            "TEMPLATE",
            "READS/S",
            "HITS",
            "NEAR",
            "STALE",
            "LOADS/S",
            "LOAD",
            "WRITES/S",
            "TTL",
            "KEYS",
            "ONCE",
            "REUSE",
            "SIZE",
            "MEMORY");
    entries.forEach(entry -> add(table, entry));
    table.print(out);
    out.flush();
  }

  private static void add(TextTable table, Entry entry) {
    TemplateFigures figures = entry.figures();
    String template = entry.template();
    table.add(
        entry.region(),
        template == null ? "" : template,
        text("%,.1f", figures.readsPerSecond()),
        text("%.1f %%", 100 * figures.hitRatio()),
        text("%.1f %%", 100 * figures.nearRatio()),
        text("%.1f %%", 100 * figures.staleRatio()),
        text("%,.1f", figures.loadsPerSecond()),
        text("%.1f", figures.loadMs().p50()) + text("/%.1f ms", figures.loadMs().p95()),
        text("%,.1f", figures.writesPerSecond()),
        text("%.1f s", figures.ttlMs() / 1000.0),
        text("%,.0f", (double) figures.keys()),
        text("%.0f %%", 100 * figures.oneHitShare()),
        text("%.1f s", figures.reuseMs().p50() / 1000),
        text("%,.0f B", figures.sizeBytes().p50()),
        text("%.1f MB", figures.valueBytes() / 1e6)
            + (template == null ? "" : text(" %.0f %%", 100 * entry.memoryShare())));
  }

  private static String text(String form, double value) {
    return String.format(Locale.ROOT, form, value);
  }
}
