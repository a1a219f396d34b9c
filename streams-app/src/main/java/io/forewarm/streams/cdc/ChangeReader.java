package io.forewarm.streams.cdc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads Debezium's envelopes, as Kafka Connect's JsonConverter writes them. Pure. */
final class ChangeReader {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What of a position differs when the same change is sent again: by a restart, an upgrade. */
  private static final Set<String> PASSING = Set.of("version", "sequence", "snapshot");

  private ChangeReader() {}

  /**
   * Reads one record; null if it says nothing: the tombstone that follows a deletion.
   *
   * @throws RefusedChangeException if it is no envelope
   */
  static @Nullable Change read(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return null;
    }
    JsonNode envelope = payload(record.value());
    JsonNode operation = envelope.path("op");
    if (!operation.isTextual()) {
      throw new RefusedChangeException(
          "no envelope of Debezium, there is no 'op': take the transformation"
              + " ExtractNewRecordState out, and use JsonConverter");
    }
    Row key = record.key() == null ? null : row(payload(record.key()));
    return new Change(
        id(record, envelope.path("source"), operation.asText()),
        Operation.of(operation.asText()),
        row(envelope.path("before")),
        row(envelope.path("after")),
        key == null ? Set.of() : key.names());
  }

  /** With or without its schema. */
  private static JsonNode payload(byte[] json) {
    JsonNode read;
    try {
      read = MAPPER.readTree(json);
    } catch (IOException e) {
      throw new RefusedChangeException("no JSON, use JsonConverter: " + e.getMessage());
    }
    return read.has("schema") && read.has("payload") ? read.path("payload") : read;
  }

  private static @Nullable Row row(JsonNode node) {
    return node instanceof ObjectNode columns ? new Row(columns) : null;
  }

  /** By the source's position, else by this record's own. */
  private static String id(ConsumerRecord<byte[], byte[]> record, JsonNode source, String letter) {
    TreeMap<String, String> position = new TreeMap<>();
    source.properties().stream()
        .filter(field -> !PASSING.contains(field.getKey()))
        .forEach(field -> position.put(field.getKey(), field.getValue().toString()));
    String row = record.key() == null ? "" : new String(record.key(), UTF_8);
    String name = position + letter + row;
    return position.isEmpty() ? recordId(record) : uuid(name);
  }

  /** An id by the record's own place, for what does not say its source's. */
  static String recordId(ConsumerRecord<?, ?> record) {
    return uuid(record.topic() + ' ' + record.partition() + ' ' + record.offset());
  }

  private static String uuid(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString();
  }
}
