package io.forewarm.local;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Lays out every help text like a manual page. */
final class Manual {
  private static final int WIDTH = 100;
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

  private static String[] indented(String... lines) {
    String[] indented = lines.clone();
    for (int i = 0; i < lines.length; i++) {
      indented[i] = "  " + lines[i];
    }
    return indented;
  }
}
