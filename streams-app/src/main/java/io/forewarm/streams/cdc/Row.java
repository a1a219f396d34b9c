package io.forewarm.streams.cdc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns of one row, as far as they are known. */
final class Row {
  /** What Debezium writes for a large value that has not changed and that it was not told. */
  private static final String UNAVAILABLE = "__debezium_unavailable_value";

  private final ObjectNode columns;

  Row(ObjectNode columns) {
    this.columns = columns;
  }

  /** Names of the columns, in order. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    columns.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Whether there is a column, known or not. */
  boolean has(String column) {
    return columns.has(column);
  }

  /** Whether it is known what a column holds, be it NULL. */
  boolean knows(String column) {
    JsonNode value = columns.get(column);
    return value != null && !value.asText().equals(UNAVAILABLE);
  }

  /**
   * Whether all columns are known, and not only those of the key: a database that logs no more
   * leaves the others NULL.
   */
  boolean isWhole(Set<String> keyColumns) {
    Set<String> others = names();
    others.removeAll(keyColumns);
    return others.isEmpty() || others.stream().anyMatch(name -> !columns.path(name).isNull());
  }

  /** Returns some columns of this row, those that it has. */
  Row only(Set<String> names) {
    return new Row(columns.deepCopy().retain(names));
  }

  /** Returns this row with what is not known here as another row has it. */
  Row orElse(Row other) {
    ObjectNode both = columns.deepCopy();
    other.columns.properties().stream()
        .filter(column -> !knows(column.getKey()))
        .forEach(column -> both.set(column.getKey(), column.getValue()));
    return new Row(both);
  }

  /** Whether two rows hold the same in a column. */
  boolean sameIn(String column, Row other) {
    return known(column).equals(other.known(column));
  }

  /**
   * Returns a column as it stands in keys; null for NULL.
   *
   * @throws RefusedChangeException if it is not known, or nothing that a key can have
   */
  @Nullable String text(String column) {
    JsonNode value = known(column);
    if (value.isNull()) {
      return null;
    }
    if (value.isTextual() || value.isIntegralNumber() || value.isBoolean()) {
      return value.asText();
    }
    throw new RefusedChangeException(
        "column '"
            + column
            + "' is neither text nor a whole number: "
            + value.getNodeType()
            + "; take another one");
  }

  /** Returns a whole number; null for NULL. */
  @Nullable Long number(String column) {
    JsonNode value = known(column);
    if (!value.isNull() && !(value.isIntegralNumber() && value.canConvertToLong())) {
      throw new RefusedChangeException(
          "column '" + column + "' is no whole number, and cannot be a version: " + value);
    }
    return value.isNull() ? null : (Long) value.asLong();
  }

  /** Returns what a column holds. */
  JsonNode known(String column) {
    JsonNode value = columns.get(column);
    if (value == null || !knows(column)) {
      throw new RefusedChangeException(
          "column '" + column + "' is not known, only " + knownNames());
    }
    return value;
  }

  private String knownNames() {
    return names().stream().filter(this::knows).collect(Collectors.joining(", "));
  }
}
