package io.forewarm.local.monitoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names in an expression of PromQL, as far as rules and dashboards use it.
 *
 * @param selectors metrics with what is asked of their labels
 * @param grouping labels of by, without, on and ignoring
 */
record PromQl(List<Selector> selectors, Set<String> grouping) {
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern WINDOW = Pattern.compile("\\[[^]]*]");
  private static final Pattern SELECTOR =
      Pattern.compile("(?<![\\w.:])([a-zA-Z_:][\\w:]*)\\s*(?:\\{([^}]*)}|(\\()|)");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "bool", "offset", "by", "without", "on", "ignoring");

  /**
   * A metric.
   *
   * @param labels the values asked for, by label; none where it is a pattern with more than
   *     alternatives
   */
  record Selector(String metric, Map<String, Set<String>> labels) {}

  static PromQl parse(String expression) {
    Set<String> grouping = new TreeSet<>();
    GROUPING
        .matcher(expression)
        .results()
        .flatMap(group -> Arrays.stream(group.group(1).split(",")))
        .map(String::trim)
        .filter(label -> !label.isEmpty())
        .forEach(grouping::add);
    String rest = WINDOW.matcher(GROUPING.matcher(expression).replaceAll(" ")).replaceAll("");
    List<Selector> selectors = new ArrayList<>();
    Matcher found = SELECTOR.matcher(rest);
    while (found.find()) {
      boolean call = found.group(3) != null;
      if (!call && !WORDS.contains(found.group(1))) {
        selectors.add(new Selector(found.group(1), labels(found.group(2))));
      }
    }
    return new PromQl(selectors, grouping);
  }

  private static Map<String, Set<String>> labels(String matchers) {
    Map<String, Set<String>> labels = new HashMap<>();
    if (matchers != null) {
      Matcher matcher = MATCHER.matcher(matchers);
      while (matcher.find()) {
        Set<String> values = labels.computeIfAbsent(matcher.group(1), any -> new TreeSet<>());
        if (matcher.group(3).matches("[\\w|-]+")) {
          values.addAll(List.of(matcher.group(3).split("\\|")));
        }
      }
    }
    return labels;
  }
}
