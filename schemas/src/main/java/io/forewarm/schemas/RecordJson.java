package io.forewarm.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Shows the records of one topic as JSON. */
public final class RecordJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final @Nullable Deserializer<? extends SpecificRecord> values;

  /** Reads values as the topic says; those of a topic without a class stay bytes. */
  public RecordJson(Topic<?> topic, RecordSerdes serdes) {
    values = topic.value() == null ? null : serdes.deserializer(topic.value());
  }

  /** Returns a record with where it is; headers only if there are some. */
  public ObjectNode of(ConsumerRecord<byte[], byte[]> record) {
    ObjectNode node =
        JSON.objectNode()
            .put("topic", record.topic())
            .put("partition", record.partition())
            .put("offset", record.offset())
            .put("timestamp", record.timestamp())
            .put("key", text(record.key()));
    node.set("value", value(record.topic(), record.value()));
    if (record.headers().iterator().hasNext()) {
      node.set("headers", headers(record.headers()));
    }
    return node;
  }

  /** Whether a record only says that time goes on: a tick, or a watermark without invalidations. */
  public static boolean isHeartbeat(ObjectNode shown) {
    JsonNode value = shown.path("value");
    boolean tick = value.path("operation").asText().equals(WriteOperation.TICK.name());
    boolean watermark =
        value.has("upTo")
            && value.path("hashes").isEmpty()
            && value.path("tags").isEmpty()
            && value.path("floors").isEmpty();
    return tick || watermark;
  }

  /** Says of a value that is too large to be shown how large it is. */
  public static ObjectNode cut(int bytes) {
    return JSON.objectNode().put("tooLargeToShow", bytes);
  }

  /** Returns a value; one that cannot be read says why, with its bytes in base64. */
  public JsonNode value(String topic, byte @Nullable [] bytes) {
    if (bytes == null) {
      return JSON.nullNode();
    }
    if (values == null) {
      return JSON.objectNode().put("base64", bytes);
    }
    try {
      return AvroJson.of(values.deserialize(topic, bytes));
    } catch (SerializationException e) {
      return JSON.objectNode().put("undecodable", e.getMessage()).put("base64", bytes);
    }
  }

  private static ObjectNode headers(Headers headers) {
    ObjectNode node = JSON.objectNode();
    for (Header header : headers) {
      node.put(header.key(), text(header.value()));
    }
    return node;
  }

  private static @Nullable String text(byte @Nullable [] utf8) {
    return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
  }
}
