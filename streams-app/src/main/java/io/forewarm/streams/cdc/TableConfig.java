package io.forewarm.streams.cdc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What changes of a table make stale. At least one of keys, tags and prefixes must be named.
 *
 * @param topic of the table's change events, as {@code shop.public.posts}
 * @param keys keys of regions
 * @param tags texts with columns in braces, {@code author:{author_id}}
 * @param prefixes what keys of regions begin with
 * @param version column that grows with every write of a row; null for none
 * @param writeId column in which services leave the id of their write; null for none
 * @param operations that count; all by default
 * @param changed columns of which a change matters; all by default. Known only where the source
 *     logs whole rows
 * @param immutable columns that no update ever changes: the old row need not be known for them
 */
public record TableConfig(
    String topic,
    List<RowKeys> keys,
    List<String> tags,
    List<RowKeys> prefixes,
    @Nullable String version,
    @Nullable String writeId,
    List<Operation> operations,
    List<String> changed,
    List<String> immutable) {

  /** Refuses what would map to nothing. */
  public TableConfig {
    if (topic == null || !topic.matches("[A-Za-z0-9._-]{1,249}")) {
      throw new IllegalArgumentException(
          "cdc.tables: topic must name the topic of a table's changes, as shop.public.posts: "
              + topic);
    }
    keys = orNone(keys);
    tags = orNone(tags);
    prefixes = orNone(prefixes);
    operations =
        operations == null || operations.isEmpty()
            ? List.of(Operation.values())
            : List.copyOf(operations);
    changed = orNone(changed);
    immutable = orNone(immutable);
    if (keys.isEmpty() && tags.isEmpty() && prefixes.isEmpty()) {
      throw new IllegalArgumentException(
          "cdc.tables: topic "
              + topic
              + " names neither keys nor tags nor prefixes: say what its changes make stale");
    }
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }
}
