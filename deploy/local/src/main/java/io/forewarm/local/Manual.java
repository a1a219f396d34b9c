package io.forewarm.local;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Lays out every help text like a manual page. */
final class Manual {
  private static final int WIDTH = 100;
  private static final String INDENT = "  ";
  private static final Map<String, String> EXIT_CODES = new LinkedHashMap<>();

  static {
    EXIT_CODES.put("0", "done");
    EXIT_CODES.put("1", "could not be done; stderr says why");
    EXIT_CODES.put("2", "wrong use: an unknown option, or a value that cannot be");
  }

  private Manual() {}

  static void set(CommandLine line) {
    line.getSubcommands().values().forEach(Manual::set);
    CommandSpec spec = line.getCommandSpec();
    line.setUsageHelpWidth(WIDTH);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    UsageMessageSpec page = spec.usageMessage();
    page.headerHeading("@|bold NAME|@%n  " + spec.qualifiedName() + " - ");
    page.synopsisHeading("%n@|bold SYNOPSIS|@%n  ");
    page.descriptionHeading("%n@|bold DESCRIPTION|@%n");
    page.description(indented(page.description()));
    page.parameterListHeading("%n@|bold ARGUMENTS|@%n");
    page.optionListHeading("%n@|bold OPTIONS|@%n");
    page.commandListHeading("%n@|bold COMMANDS|@%n");
    page.exitCodeListHeading("%n@|bold EXIT CODES|@%n");
    page.footerHeading("%n@|bold EXAMPLES|@%n");
    page.sortOptions(false);
    if (page.exitCodeList().isEmpty()) {
      page.exitCodeList(EXIT_CODES);
    }
  }

  /** Wraps and indents paragraphs; lines that begin with a space stay as they are. */
  private static String[] indented(String... paragraphs) {
    return Arrays.stream(paragraphs)
        .flatMap(paragraph -> paragraph.startsWith(" ") ? Stream.of(paragraph) : wrapped(paragraph))
        .map(line -> line.isEmpty() ? line : INDENT + line)
        .toArray(String[]::new);
  }

  private static Stream<String> wrapped(String paragraph) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : paragraph.split(" ", -1)) {
      if (line.length() + 1 + word.length() > WIDTH - 2 * INDENT.length()) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines.stream();
  }
}
