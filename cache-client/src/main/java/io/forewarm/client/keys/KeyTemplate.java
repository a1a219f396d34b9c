package io.forewarm.client.keys;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form of a region's keys: segments divided by colons, each with at most one variable, as in
 * {@code user:{id}:posts:page:{n}}. A last variable may be greedy, {@code {path*}}: it takes the
 * rest of the key, colons included. What variables hold is escaped, so that two different keys
 * never have the same text, and no text has a brace of its own.
 */
public final class KeyTemplate {
  /** The longest template, in characters. */
  public static final int MAX_LENGTH = 256;

  private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)(\\*?)}");

  private final String text;
  private final List<String> variables;

  /** What stands before each variable; the last one stands after all of them. */
  private final List<String> literals;

  private final boolean greedy;

  private KeyTemplate(String text, List<String> variables, List<String> literals, boolean greedy) {
    this.text = text;
    this.variables = List.copyOf(variables);
    this.literals = List.copyOf(literals);
    this.greedy = greedy;
  }

  /**
   * Parses a template.
   *
   * @throws IllegalArgumentException if it cannot tell keys apart; the message says what to change
   */
  public static KeyTemplate of(String text) {
    check(!text.isEmpty(), text, "is empty; write a literal or a variable, as in user:{id}");
    check(text.length() <= MAX_LENGTH, text, "is longer than " + MAX_LENGTH + " characters");
    Set<String> variables = new LinkedHashSet<>();
    List<String> literals = new ArrayList<>();
    boolean greedy = false;
    int end = 0;
    Matcher matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      String literal = text.substring(end, matcher.start());
      check(
          variables.isEmpty() || literal.indexOf(':') >= 0,
          text,
          "has two variables in one segment; put a colon between them");
      check(!greedy, text, "has a greedy variable that is not the last; move it to the end");
      check(
          variables.add(matcher.group(1)),
          text,
          "has the variable '" + matcher.group(1) + "' twice; give each its own name");
      literals.add(literal(text, literal));
      greedy = !matcher.group(2).isEmpty();
      end = matcher.end();
    }
    literals.add(literal(text, text.substring(end)));
    check(
        !greedy || end == text.length(),
        text,
        "goes on after a greedy variable; it must be the end of the template");
    return new KeyTemplate(text, List.copyOf(variables), literals, greedy);
  }

  private static String literal(String text, String literal) {
    check(
        literal.indexOf('{') < 0 && literal.indexOf('}') < 0,
        text,
        "has a brace that belongs to no variable; write {name} or {name*}, names of letters,"
            + " digits and '_'");
    check(
        literal.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '%' && c != '\\'),
        text,
        "must have visible ASCII between its variables, without '%' and '\\'");
    return literal;
  }

  private static void check(boolean good, String text, String mend) {
    if (!good) {
      throw new IllegalArgumentException("key template '" + text + "' " + mend);
    }
  }

  /** Names of the variables, in order. */
  public List<String> variables() {
    return variables;
  }

  /** The type of all keys of this form: the text of the template. */
  public String type() {
    return text;
  }

  /** Writes a key; values in the order of the variables. */
  public String format(List<String> values) {
    StringBuilder key = new StringBuilder(text.length() + 32);
    append(key, values, 0, literals.size());
    return key.toString();
  }

  /**
   * Writes the entity that a key belongs to: the key up to and including its first variable, the
   * whole key if it has none.
   */
  public String entity(List<String> values) {
    StringBuilder entity = new StringBuilder(64);
    appendEntity(entity, values);
    return entity.toString();
  }

  /** Reads a key; null if it does not have this form. */
  public @Nullable List<String> parse(String key) {
    List<String> values = new ArrayList<>(variables.size());
    if (!key.startsWith(literals.get(0))) {
      return null;
    }
    int begin = literals.get(0).length();
    for (int i = 0; i < variables.size(); i++) {
      int end = end(key, begin, i);
      String value = end < begin ? null : escape(i).read(key.substring(begin, end));
      if (value == null) {
        return null;
      }
      values.add(value);
      begin = end + literals.get(i + 1).length();
    }
    return begin == key.length() ? values : null;
  }

  /** Where the text of a variable ends; -1 if what must follow it does not. */
  private int end(String key, int begin, int variable) {
    if (escape(variable) == Escape.GREEDY) {
      return key.length();
    }
    String suffix = literals.get(variable + 1);
    int colon = key.indexOf(':', begin);
    int segment = colon < 0 ? key.length() : colon;
    int inside = suffix.indexOf(':');
    int end = segment - (inside < 0 ? suffix.length() : inside);
    return key.startsWith(suffix, end) ? end : -1;
  }

  /** Where the entity ends in the beginning of a key; -1 if that does not hold all of it. */
  int entityEnd(String prefix) {
    int begin = literals.get(0).length();
    if (variables.isEmpty() || begin > prefix.length() || prefix.indexOf(':', begin) < 0) {
      return -1;
    }
    return end(prefix, begin, 0);
  }

  void appendEntity(StringBuilder out, List<String> values) {
    append(out, values, 0, Math.min(1, variables.size()));
    if (variables.isEmpty()) {
      out.append(literals.get(0));
    }
  }

  void appendRest(StringBuilder out, List<String> values) {
    if (!variables.isEmpty()) {
      append(out, values, 1, literals.size());
    }
  }

  private void append(StringBuilder out, List<String> values, int from, int to) {
    if (values.size() != variables.size()) {
      throw new IllegalArgumentException(
          "key template '" + text + "' wants " + variables + ", not " + values.size() + " values");
    }
    for (int i = from; i < to; i++) {
      out.append(literals.get(i));
      if (i < variables.size()) {
        escape(i).write(values.get(i), out);
      }
    }
  }

  private Escape escape(int variable) {
    return greedy && variable == variables.size() - 1 ? Escape.GREEDY : Escape.SEGMENT;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KeyTemplate that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
