package io.forewarm.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordSerdesTest {
  private static final Rule RULE = Rule.newBuilder().setTarget("post").setNear(false).build();
  private static final byte[] MARK = {42};

  @Test
  void unsetMeansSingleObjects() {
    Serde<Rule> serde = new RecordSerdes(Map.of()).serde(Rule.class);
    byte[] bytes = serde.serializer().serialize("rules", RULE);
    assertThat(bytes).startsWith(0xc3, 0x01);
    assertThat(serde.deserializer().deserialize("rules", bytes)).isEqualTo(RULE);
  }

  @Test
  void aClassIsTakenByNameOrByItself() {
    for (Object named : new Object[] {Marking.class, " " + Marking.class.getName() + " "}) {
      Serializer<Rule> serializer =
          new RecordSerdes(Map.of("value.serializer", named)).serializer();
      assertThat(serializer.serialize("rules", RULE)).isEqualTo(MARK);
    }
  }

  @Test
  void aClassIsGivenTheWholeConfiguration() {
    Map<String, Object> config = new HashMap<>();
    config.put("value.serializer", Marking.class.getName());
    config.put("value.deserializer", Marked.class.getName());
    config.put("schema.registry.url", "mock://here");
    RecordSerdes serdes = new RecordSerdes(config);

    Serializer<Rule> serializer = serdes.serializer();
    assertThat(serializer).isInstanceOf(Marking.class);
    assertThat(((Marking) (Object) serializer).config)
        .containsEntry("schema.registry.url", "mock://here")
        .containsEntry("for key", false);

    Rule read = serdes.deserializer(Rule.class).deserialize("rules", MARK);
    assertThat(read).isEqualTo(Rule.newBuilder().setTarget("mock://here true").build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"io.forewarm.Missing", "java.lang.String", "", "no class name"})
  void aClassThatCannotServeIsRefusedBySetting(String name) {
    RecordSerdes serdes =
        new RecordSerdes(Map.of("value.serializer", name, "value.deserializer", name));
    assertThatThrownBy(serdes::serializer)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("value.serializer=" + name)
        .hasMessageContaining("Serializer");
    assertThatThrownBy(() -> serdes.deserializer(Rule.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("value.deserializer=" + name)
        .hasMessageContaining("Deserializer");
  }

  @Test
  void aSerializerIsNoDeserializer() {
    RecordSerdes serdes =
        new RecordSerdes(Map.of("value.deserializer", SingleObjectSerializer.class.getName()));
    assertThatThrownBy(() -> serdes.deserializer(Rule.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("value.deserializer");
  }

  @Test
  void aClassThatCannotBeMadeIsRefusedBySetting() {
    RecordSerdes serdes = new RecordSerdes(Map.of("value.serializer", Demanding.class));
    assertThatThrownBy(serdes::serializer)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("value.serializer");
  }

  @Test
  void aRecordOfAnotherClassIsRefused() {
    RecordSerdes serdes = new RecordSerdes(Map.of());
    byte[] rule = serdes.<Rule>serializer().serialize("hot-keys", RULE);
    assertThatThrownBy(() -> serdes.deserializer(HotKey.class).deserialize("hot-keys", rule))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("hot-keys")
        .hasMessageContaining("HotKey")
        .hasMessageContaining("Rule");
  }

  /** Apicurio throws a bare RuntimeException for an unknown id: to callers all are the same. */
  @Test
  void whateverADeserializerThrowsIsASerializationException() {
    Deserializer<Rule> deserializer =
        new RecordSerdes(Map.of("value.deserializer", Marked.class)).deserializer(Rule.class);
    assertThatThrownBy(() -> deserializer.deserialize("rules", new byte[] {1, 2}))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("rules")
        .hasMessageContaining("two bytes");
  }

  @Test
  void aTombstoneStaysOne() {
    Serde<Rule> serde = new RecordSerdes(Map.of()).serde(Rule.class);
    assertThat(serde.serializer().serialize("rules", null)).isNull();
    assertThat(serde.deserializer().deserialize("rules", null)).isNull();
  }

  @Test
  void theConfigurationIsTakenAsItIsNow() {
    Map<String, Object> config = new HashMap<>();
    RecordSerdes serdes = new RecordSerdes(config);
    config.put("value.serializer", Marking.class);
    assertThat(serdes.<Rule>serializer()).isInstanceOf(SingleObjectSerializer.class);
  }

  /** Writes one mark. */
  public static final class Marking implements Serializer<SpecificRecord> {
    private final Map<String, Object> config = new HashMap<>();

    @Override
    public void configure(Map<String, ?> given, boolean isKey) {
      config.putAll(given);
      config.put("for key", isKey);
    }

    @Override
    public byte[] serialize(String topic, SpecificRecord data) {
      return MARK;
    }
  }

  /** Reads a mark as a rule that names two settings. */
  public static final class Marked implements Deserializer<SpecificRecord> {
    private String target = "";

    @Override
    public void configure(Map<String, ?> given, boolean isKey) {
      target = given.get("schema.registry.url") + " " + given.get("specific.avro.reader");
    }

    @Override
    public SpecificRecord deserialize(String topic, byte[] data) {
      if (data.length == 2) {
        throw new IllegalStateException("two bytes");
      }
      return Rule.newBuilder().setTarget(target).build();
    }
  }

  /** Wants what nobody gives. */
  public static final class Demanding implements Serializer<SpecificRecord> {
    public Demanding(String wanted) {
      throw new IllegalStateException(wanted);
    }

    @Override
    public byte[] serialize(String topic, SpecificRecord data) {
      return MARK;
    }
  }
}
