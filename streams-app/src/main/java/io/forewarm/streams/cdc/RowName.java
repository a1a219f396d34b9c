package io.forewarm.streams.cdc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A cache key, prefix or tag that is made of columns.
 *
 * @param columns whose values it takes, in order
 * @param text writes it
 */
record RowName(List<String> columns, Function<List<String>, String> text) {
  private static final Pattern COLUMN = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)}");

  /** A tag, in which columns stand as they are. */
  static RowName tag(String template) {
    List<String> columns = COLUMN.matcher(template).results().map(part -> part.group(1)).toList();
    if (template.isBlank() || COLUMN.matcher(template).replaceAll("").matches(".*[{}].*")) {
      throw new IllegalArgumentException(
          "tag '" + template + "' must be text with columns in braces, as author:{author_id}");
    }
    return new RowName(columns, values -> fill(template, values));
  }

  private static String fill(String template, List<String> values) {
    List<String> left = new ArrayList<>(values);
    return COLUMN.matcher(template).replaceAll(column -> Matcher.quoteReplacement(left.remove(0)));
  }

  /** Returns the name that a row makes; null if a column is NULL: no key or tag is made of that. */
  @Nullable String of(Row row) {
    List<String> values = new ArrayList<>(columns.size());
    for (String column : columns) {
      String value = row.text(column);
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    try {
      return text.apply(values);
    } catch (IllegalArgumentException e) {
      throw new RefusedChangeException(String.valueOf(e.getMessage()));
    }
  }
}
