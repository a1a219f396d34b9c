package io.forewarm.streams.cdc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which change events of Debezium are followed, and what they make stale.
 *
 * @param tables by topic; a topic may stand there several times
 * @param outbox topics of tables whose rows are write events
 */
public record CdcConfig(List<TableConfig> tables, List<String> outbox) {
  /** Nothing is followed. */
  public static final CdcConfig NONE = new CdcConfig(List.of(), List.of());

  /** Refuses templates that are none, before anything starts. */
  public CdcConfig {
    tables = tables == null ? List.of() : List.copyOf(tables);
    outbox = outbox == null ? List.of() : List.copyOf(outbox);
    for (TableConfig table : tables) {
      check(table);
      if (outbox.contains(table.topic())) {
        throw new IllegalArgumentException(
            "cdc.outbox: topic " + table.topic() + " stands in cdc.tables, too: choose one");
      }
    }
  }

  private static void check(TableConfig table) {
    try {
      @Nullable TableMapping unused = new TableMapping(table);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "cdc.tables: topic " + table.topic() + ": " + e.getMessage(), e);
    }
  }

  /** Whether anything is followed. */
  public boolean followsAny() {
    return !tables.isEmpty() || !outbox.isEmpty();
  }

  /** Whether the changes of a topic are followed. */
  public boolean follows(String topic) {
    return outbox.contains(topic) || tables.stream().anyMatch(table -> table.topic().equals(topic));
  }

  /** What the changes of each topic mean. */
  Map<String, List<ChangeMapping>> mappings() {
    Map<String, List<ChangeMapping>> mappings = new LinkedHashMap<>();
    for (TableConfig table : tables) {
      mappings
          .computeIfAbsent(table.topic(), topic -> new ArrayList<>(1))
          .add(new TableMapping(table));
    }
    outbox.forEach(topic -> mappings.put(topic, List.of(new OutboxMapping())));
    return mappings;
  }
}
