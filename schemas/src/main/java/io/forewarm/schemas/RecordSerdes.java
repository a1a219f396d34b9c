package io.forewarm.schemas;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Makes the serializers that the configuration names by class: {@code value.serializer} and {@code
 * value.deserializer}, as Kafka's own clients read them. Unset means Avro's single-object encoding,
 * which needs no registry; with Confluent's classes all further settings ({@code
 * schema.registry.url}, ...) are handed on to them.
 */
public final class RecordSerdes {
  static {
    TrustedRecords.declare();
  }

  private final Map<String, Object> config;

  /** Takes a client's configuration; settings that serializers do not know are ignored by them. */
  public RecordSerdes(Map<String, ?> config) {
    this.config = new LinkedHashMap<>(config);
    this.config.putIfAbsent("specific.avro.reader", true);
  }

  /** Returns a new writer of record values. */
  @SuppressWarnings("unchecked")
  public <V extends SpecificRecord> Serializer<V> serializer() {
    Serializer<V> serializer =
        (Serializer<V>)
            create(
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                SingleObjectSerializer.class,
                Serializer.class);
    serializer.configure(config, false);
    return serializer;
  }

  /**
   * Returns a new reader of record values, which throws {@link SerializationException} for bytes
   * that are no record of the class.
   */
  public <V extends SpecificRecord> Deserializer<V> deserializer(Class<V> type) {
    Deserializer<?> deserializer =
        (Deserializer<?>)
            create(
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                SingleObjectDeserializer.class,
                Deserializer.class);
    deserializer.configure(config, false);
    return new Checked<>(deserializer, type);
  }

  /** Returns a writer and reader of record values. */
  public <V extends SpecificRecord> Serde<V> serde(Class<V> type) {
    return Serdes.serdeFrom(this.<V>serializer(), deserializer(type));
  }

  private Object create(String setting, Class<?> fallback, Class<?> role) {
    Object named = config.getOrDefault(setting, fallback);
    try {
      Class<?> type =
          named instanceof Class<?> already ? already : Class.forName(String.valueOf(named).trim());
      return Utils.newInstance(type.asSubclass(role));
    } catch (ClassNotFoundException | ClassCastException | KafkaException e) {
      throw new IllegalArgumentException(
          setting + "=" + named + " is not a " + role.getSimpleName() + " that can be made here",
          e);
    }
  }

  /** Lets no record of another class pass, whatever the serializer on board throws or returns. */
  private record Checked<V>(Deserializer<?> inner, Class<V> type) implements Deserializer<V> {
    @Override
    public @Nullable V deserialize(String topic, byte @Nullable [] data) {
      Object value;
      try {
        value = inner.deserialize(topic, data);
      } catch (SerializationException e) {
        throw e;
      } catch (RuntimeException e) {
        throw new SerializationException("topic " + topic + ": " + e.getMessage(), e);
      }
      if (value == null || type.isInstance(value)) {
        return type.cast(value);
      }
      String found = value.getClass().getSimpleName();
      throw new SerializationException(
          "topic " + topic + " carries " + type.getSimpleName() + ", not " + found);
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
