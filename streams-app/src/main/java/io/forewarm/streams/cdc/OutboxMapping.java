package io.forewarm.streams.cdc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the rows of an outbox as the write events that they are: columns named as the fields. Only
 * their insertion counts, so rows may be deleted at any time. Pure.
 */
final class OutboxMapping implements ChangeMapping {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String EVERYTHING = "";

  @Override
  public List<WriteEvent> map(Change change) {
    boolean inserted =
        change.operation() == Operation.INSERT || change.operation() == Operation.SNAPSHOT;
    return inserted ? events(change.rowAfter()) : List.of();
  }

  @Override
  public WriteEvent everything(String id) {
    WriteEvents events = new WriteEvents(id, WriteOperation.WRITE);
    events.names(List.of(), List.of(EVERYTHING));
    return events.all().get(0);
  }

  private static List<WriteEvent> events(Row row) {
    String id = row.text("id");
    if (id == null) {
      throw new RefusedChangeException("column 'id' of the outbox must hold the write's id");
    }
    WriteEvents events = new WriteEvents(id, operation(row));
    Set<String> keys = texts(row, "keys");
    Long version = row.has("version") ? row.number("version") : null;
    byte[] value = value(row);
    if (value != null && keys.size() == 1) {
      events.key(keys.iterator().next(), version, value);
    } else {
      events.keys(keys, version);
    }
    events.names(texts(row, "tags"), texts(row, "prefixes"));
    if (events.all().isEmpty()) {
      throw new RefusedChangeException(
          "the outbox row " + id + " names neither keys nor tags nor prefixes");
    }
    return events.all();
  }

  private static WriteOperation operation(Row row) {
    String text = row.has("operation") ? row.text("operation") : null;
    return "DELETE".equals(text) ? WriteOperation.DELETE : WriteOperation.WRITE;
  }

  /** Bytes of the database, which Debezium writes as Base64; null if there are none. */
  private static byte @Nullable [] value(Row row) {
    String text = row.has("value") ? row.text("value") : null;
    try {
      return text == null ? null : Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new RefusedChangeException(
          "column 'value' of the outbox must hold bytes (BYTEA, binary.handling.mode=bytes)");
    }
  }

  /** An array of the database, or text that is a JSON array where it has none; none if missing. */
  private static Set<String> texts(Row row, String column) {
    Set<String> texts = new LinkedHashSet<>();
    if (row.has(column)) {
      JsonNode value = row.known(column);
      JsonNode array = value.isTextual() ? parse(column, value.asText()) : value;
      if (!array.isArray() && !array.isNull()) {
        throw notAnArray(column);
      }
      for (JsonNode text : array) {
        if (!text.isTextual() || text.asText().isEmpty()) {
          throw notAnArray(column);
        }
        texts.add(text.asText());
      }
    }
    return texts;
  }

  private static JsonNode parse(String column, String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw notAnArray(column);
    }
  }

  private static RefusedChangeException notAnArray(String column) {
    return new RefusedChangeException(
        "column '" + column + "' of the outbox must be an array of texts, none of them empty");
  }
}
