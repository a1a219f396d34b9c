package io.forewarm.schemas;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rules as people write them, and as programs do. */
public final class RuleText {
  private static final String COMMAND = "./forewarm rules put";
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private RuleText() {}

  /**
   * Makes a rule of what people have written; what is null or empty is not set.
   *
   * @param settings values by the name of the setting, such as {@code soft-ttl} and {@code 60s}
   * @throws IllegalArgumentException naming the setting, the value, and what is allowed
   */
  public static Rule rule(String target, Map<String, @Nullable String> settings) {
    Rule rule = Rule.newBuilder().setTarget(target).build();
    settings.forEach(
        (name, text) -> {
          RuleSetting setting = RuleSetting.of(name);
          rule.put(setting.field(), setting.read(text == null || text.isBlank() ? null : text));
        });
    return rule;
  }

  /** Returns what a rule sets, by the name of the setting, in the order of names. */
  public static Map<String, String> settings(Rule rule) {
    Map<String, String> settings = new TreeMap<>();
    Arrays.stream(RuleSetting.values())
        .forEach(one -> one.text(rule).ifPresent(text -> settings.put(one.option(), text)));
    return settings;
  }

  /** Returns what a rule sets, as in {@code --mode observe --soft-ttl 60s}. */
  public static String options(Rule rule) {
    return settings(rule).entrySet().stream()
        .map(setting -> "--" + setting.getKey() + " " + setting.getValue())
        .collect(Collectors.joining(" "));
  }

  /** Returns the command that puts a rule. */
  public static String command(Rule rule) {
    return COMMAND + " '" + rule.getTarget() + "' " + options(rule);
  }

  /**
   * Reads a command that puts a rule.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Rule ofCommand(String command) {
    if (!command.startsWith(COMMAND + " ")) {
      throw new IllegalArgumentException("'" + command + "' puts no rule");
    }
    List<String> words = words(command.substring(COMMAND.length()));
    Map<String, @Nullable String> settings = new LinkedHashMap<>();
    for (int i = 1; i + 1 < words.size(); i += 2) {
      settings.put(words.get(i).replaceFirst("^--", ""), words.get(i + 1));
    }
    return rule(words.get(0), settings);
  }

  /** Takes a line apart as a shell does, as far as such are printed. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    return words;
  }

  /** Whether a rule sets nothing. */
  public static boolean isEmpty(Rule rule) {
    return settings(rule).isEmpty();
  }

  /** Returns the target and what the rule sets, under the names of the schema. */
  public static ObjectNode json(Rule rule) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("target", rule.getTarget());
    Map<String, Object> set = new TreeMap<>();
    for (RuleSetting setting : RuleSetting.values()) {
      Object value = rule.get(setting.field());
      if (value != null) {
        set.put(setting.field(), value instanceof Enum<?> symbol ? symbol.name() : value);
      }
    }
    set.forEach(node::putPOJO);
    return node;
  }

  /** Returns a rule that sets what either does; the second prevails. */
  public static Rule both(Rule rule, Rule prevails) {
    Rule both = Rule.newBuilder().setTarget(rule.getTarget()).build();
    for (RuleSetting setting : RuleSetting.values()) {
      Object value = prevails.get(setting.field());
      both.put(setting.field(), value == null ? rule.get(setting.field()) : value);
    }
    return both;
  }
}
