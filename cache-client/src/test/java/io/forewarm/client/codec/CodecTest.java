package io.forewarm.client.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.type.TypeReference;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.TagInvalidation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every codec reads what it wrote, and refuses what is not its own. */
class CodecTest {
  private record Person(String name, int age) {}

  private record Wrapper(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Object anything) {}

  @Test
  void identitiesAreFrozen() {
    assertThat(Codec.bytes().id()).isEqualTo((byte) 1);
    assertThat(Codec.utf8().id()).isEqualTo((byte) 2);
    assertThat(Codec.json(Person.class).id()).isEqualTo((byte) 3);
    assertThat(Codec.avro(TagInvalidation.class).id()).isEqualTo((byte) 4);
  }

  @Test
  void bytesAreThemselves() {
    byte[] bytes = {0, -1, 7};
    assertThat(Codec.bytes().decode(Codec.bytes().encode(bytes))).isSameAs(bytes);
  }

  @Test
  void textIsStrictUtf8() {
    for (String text : List.of("", "plain", "€ 😀", "a real \uFFFD replacement")) {
      assertThat(Codec.utf8().decode(Codec.utf8().encode(text))).isEqualTo(text);
    }
    assertThatThrownBy(() -> Codec.utf8().decode(new byte[] {(byte) 0xC3, 'x'}))
        .isInstanceOf(CodecException.class);
    assertThatThrownBy(() -> Codec.utf8().encode("half \uD83D")).isInstanceOf(CodecException.class);
  }

  @Test
  void jsonReadsTypesWithAndWithoutParameters() {
    Codec<Person> person = Codec.json(Person.class);
    Person ada = new Person("Ada", 36);
    assertThat(new String(person.encode(ada), UTF_8)).isEqualTo("{\"name\":\"Ada\",\"age\":36}");
    assertThat(person.decode(person.encode(ada))).isEqualTo(ada);
    Codec<Map<String, List<Person>>> map = Codec.json(new TypeReference<>() {});
    Map<String, List<Person>> people = Map.of("all", List.of(ada));
    assertThat(map.decode(map.encode(people))).isEqualTo(people);
  }

  @Test
  void jsonSkipsWhatANewerServiceAdded() {
    byte[] newer = "{\"name\":\"Ada\",\"age\":36,\"title\":\"Countess\"}".getBytes(UTF_8);
    assertThat(Codec.json(Person.class).decode(newer)).isEqualTo(new Person("Ada", 36));
  }

  @Test
  void jsonRefusesWhatIsNoValue() {
    for (String bytes : List.of("", "null", "[]", "{\"name\":", "{\"name\":\"A\",\"age\":1} x")) {
      assertThatThrownBy(() -> Codec.json(Person.class).decode(bytes.getBytes(UTF_8)))
          .as(bytes)
          .isInstanceOf(CodecException.class);
    }
  }

  @Test
  void jsonFollowsNoClassName() {
    String bytes = "{\"anything\":{\"@class\":\"java.util.ArrayList\"}}";
    assertThatThrownBy(() -> Codec.json(Wrapper.class).decode(bytes.getBytes(UTF_8)))
        .isInstanceOf(CodecException.class);
  }

  @Test
  void avroReadsItsOwnSchemaOnly() {
    Codec<TagInvalidation> codec = Codec.avro(TagInvalidation.class);
    TagInvalidation tag = new TagInvalidation(7L, "write");
    assertThat(codec.decode(codec.encode(tag))).isEqualTo(tag);
    byte[] bytes = codec.encode(tag);
    assertThatThrownBy(() -> Codec.avro(HotKey.class).decode(bytes))
        .isInstanceOf(CodecException.class);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> codec.decode(cut)).isInstanceOf(CodecException.class);
    }
  }
}
