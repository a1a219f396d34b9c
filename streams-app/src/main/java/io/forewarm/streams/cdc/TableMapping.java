package io.forewarm.streams.cdc;

import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Maps the rows of a table to the keys, tags and prefixes of its configuration: those of the new
 * row and those of the old one. Pure.
 *
 * <p>Where it is not certain that a write is one that an entry knows already, the write carries
 * neither version nor id of the row: that costs a load, never a stale value.
 */
final class TableMapping implements ChangeMapping {
  private final TableConfig config;
  private final List<RowName> keys;
  private final List<RowName> tags;
  private final List<RowName> prefixes;
  private final Set<String> regions = new TreeSet<>();

  /**
   * Prepares the mapping.
   *
   * @throws IllegalArgumentException if a template is none
   */
  TableMapping(TableConfig config) {
    this.config = config;
    keys = config.keys().stream().map(RowKeys::toKey).toList();
    tags = config.tags().stream().map(RowName::tag).toList();
    prefixes = config.prefixes().stream().map(RowKeys::toPrefix).toList();
    Stream.concat(config.keys().stream(), config.prefixes().stream())
        .map(RowKeys::wholeRegion)
        .forEach(regions::add);
  }

  @Override
  public List<WriteEvent> map(Change change) {
    if (!config.operations().contains(change.operation())) {
      return List.of();
    }
    return switch (change.operation()) {
      case TRUNCATE -> List.of(everything(change.id()));
      case DELETE -> deletion(change);
      case INSERT, SNAPSHOT -> written(change, change.rowAfter(), null);
      case UPDATE -> update(change);
    };
  }

  /** Any value may have any tag: where there are tags, that is all regions. */
  @Override
  public WriteEvent everything(String id) {
    WriteEvents events = new WriteEvents(id, WriteOperation.WRITE);
    events.names(List.of(), tags.isEmpty() ? regions : List.of(""));
    return events.all().get(0);
  }

  private List<WriteEvent> deletion(Change change) {
    Row row = change.before();
    if (row == null) {
      throw new RefusedChangeException("a deletion must have 'before'");
    }
    Row known = row.isWhole(change.keyColumns()) ? row : row.only(change.keyColumns());
    WriteEvents events = new WriteEvents(change.id(), WriteOperation.DELETE);
    events.keys(names(keys, known), null);
    events.names(names(tags, known), names(prefixes, known));
    return events.all();
  }

  private List<WriteEvent> update(Change change) {
    Row old = change.before();
    if (old == null || !old.isWhole(change.keyColumns())) {
      Set<String> fixed = new HashSet<>(config.immutable());
      fixed.addAll(change.keyColumns());
      return written(change, change.rowAfter(), change.rowAfter().only(fixed));
    }
    Row row = change.rowAfter().orElse(old);
    return matters(old, row) ? written(change, row, old) : List.of();
  }

  private boolean matters(Row old, Row row) {
    return config.changed().isEmpty()
        || config.changed().stream().anyMatch(column -> !row.sameIn(column, old))
        || Stream.of(keys, tags, prefixes)
            .anyMatch(some -> !names(some, row).equals(names(some, old)));
  }

  /** An old row that is not known as a whole knows neither version nor id. */
  private List<WriteEvent> written(Change change, Row row, @Nullable Row old) {
    WriteEvents events = new WriteEvents(id(change, row, old), WriteOperation.WRITE);
    Collection<String> now = names(keys, row);
    events.keys(now, version(row, old));
    Set<String> voidTags = names(tags, row);
    Set<String> voidPrefixes = names(prefixes, row);
    if (old != null) {
      Set<String> left = oldNames(keys, old);
      left.removeAll(now);
      events.keys(left, null);
      voidTags.addAll(oldNames(tags, old));
      voidPrefixes.addAll(oldNames(prefixes, old));
    }
    events.names(voidTags, voidPrefixes);
    return events.all();
  }

  private Set<String> oldNames(List<RowName> of, Row old) {
    try {
      return names(of, old);
    } catch (RefusedChangeException e) {
      throw new RefusedChangeException(
          "before the update, "
              + e.getMessage()
              + ": let the source log whole rows (ALTER TABLE ... REPLICA IDENTITY FULL), or list"
              + " the column as immutable if no update ever changes it");
    }
  }

  private static Set<String> names(List<RowName> of, Row row) {
    Set<String> names = new TreeSet<>();
    for (RowName name : of) {
      String text = name.of(row);
      if (text != null) {
        names.add(text);
      }
    }
    return names;
  }

  /** The row's version, unless this write has left it as it was. */
  private @Nullable Long version(Row row, @Nullable Row old) {
    String column = config.version();
    if (column == null) {
      return null;
    }
    Long version = row.number(column);
    Long before = old != null && old.knows(column) ? old.number(column) : null;
    return version != null && before != null && version <= before ? null : version;
  }

  /** The row's write id, if it is this write that has left it there. */
  private String id(Change change, Row row, @Nullable Row old) {
    String column = config.writeId();
    if (column == null || change.operation() == Operation.SNAPSHOT) {
      return change.id();
    }
    String left = row.text(column);
    boolean inserted = change.operation() == Operation.INSERT;
    boolean ours =
        inserted || (old != null && old.knows(column) && !Objects.equals(left, old.text(column)));
    return left != null && ours ? left : change.id();
  }
}
