package io.forewarm.streams.invalidation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.redis.WriteId;
import io.forewarm.schemas.RecordSerdes;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteResolverTest {
  private static final long AT = 1_700_000_000_000L;
  private static final Serde<WriteEvent> SERDE = new RecordSerdes(Map.of()).serde(WriteEvent.class);

  private final WriteResolver resolver = new WriteResolver("writes", SERDE.deserializer());

  private ResolvedWrite resolve(WriteEvent event) {
    return resolver.resolve(null, SERDE.serializer().serialize("writes", event), AT);
  }

  private static WriteEvent.Builder write(String id) {
    return WriteEvent.newBuilder().setId(id).setOperation(WriteOperation.WRITE);
  }

  @Test
  void keysAreInvalidatedWithTheWritesIdentityAndVersion() {
    String id = UUID.randomUUID().toString();
    ResolvedWrite write =
        resolve(write(id).setKeys(List.of("posts:1", "posts:2")).setVersion(8L).build());
    assertThat(write.keys())
        .containsExactly(
            new KeyInvalidation("posts:1", WriteId.of(id), 8L),
            new KeyInvalidation("posts:2", WriteId.of(id), 8L));
    assertThat(write.voided()).isEmpty();
    assertThat(write.refused()).isNull();
  }

  @Test
  void tagsAndPrefixesBecomeStaleAtTheAppendTime() {
    ResolvedWrite write =
        resolve(
            write("w").setTags(List.of("author-7")).setPrefixes(List.of("posts:user:")).build());
    assertThat(write.voided())
        .containsExactly(
            new Voided("tag:author-7", AT, "w"), new Voided("prefix:posts:user:", AT, "w"));
    assertThat(write.refused()).isNull();
  }

  @Test
  void aTickMeansNothing() {
    assertThat(resolve(write("").setOperation(WriteOperation.TICK).build()))
        .isEqualTo(ResolvedWrite.NOTHING);
  }

  @Test
  void aValueIsTakenOnlyOfAWriteOfOneKeyWithAVersion() {
    ByteBuffer value = ByteBuffer.wrap(new byte[] {1});
    assertThat(valuesOf(write("w").setKeys(List.of("posts:1")).setVersion(3L).setValue(value)))
        .containsExactly(value);
    assertThat(valuesOf(write("w").setKeys(List.of("posts:1")).setValue(value)))
        .containsOnlyNulls();
    assertThat(
            valuesOf(
                write("w").setKeys(List.of("posts:1", "posts:2")).setVersion(3L).setValue(value)))
        .containsOnlyNulls();
    assertThat(
            valuesOf(
                write("w")
                    .setOperation(WriteOperation.DELETE)
                    .setKeys(List.of("posts:1"))
                    .setVersion(3L)
                    .setValue(value)))
        .containsOnlyNulls();
  }

  private List<ByteBuffer> valuesOf(WriteEvent.Builder event) {
    return resolve(event.build()).keys().stream().map(KeyInvalidation::value).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "posts:17, region:posts",
    "{posts}:17, region:posts",
    "posts:{user:42}:page:1, region:posts",
    "no colon, region:*",
    "':odd', region:*",
    "'bad name:1', region:*"
  })
  void whatCannotBeReadMakesItsKeysRegionStaleOrAllOfThem(String key, String floor) {
    ResolvedWrite write = resolver.resolve(key.getBytes(UTF_8), new byte[] {1, 2, 3}, AT);
    assertThat(write.voided()).containsExactly(new Voided(floor, AT, ""));
    assertThat(write.keys()).isEmpty();
    assertThat(write.refused()).contains("3 bytes");
  }

  @Test
  void recordsWithoutKeyOrValueMakeEverythingStale() {
    ResolvedWrite write = resolver.resolve(null, null, AT);
    assertThat(write.voided()).containsExactly(new Voided("region:*", AT, ""));
    assertThat(write.refused()).contains("no value");
  }

  @Test
  void anEventThatNamesNothingIsRefused() {
    assertThat(resolve(write("w").build()).refused()).contains("names no key");
    assertThat(resolve(write("w").build()).voided())
        .containsExactly(new Voided("region:*", AT, ""));
  }

  @Test
  void anEndlessKeyRaisesItsRegionsFloorAndTheOthersAreInvalidated() {
    String endless = "posts:" + "x".repeat(10 << 20);
    ResolvedWrite write = resolve(write("w").setKeys(List.of("a:1", endless, "")).build());
    assertThat(write.keys()).extracting(KeyInvalidation::cacheKey).containsExactly("a:1");
    assertThat(write.voided())
        .containsExactly(new Voided("region:*", AT, ""), new Voided("region:posts", AT, ""));
    assertThat(Objects.requireNonNull(write.refused())).contains("1024 bytes");
  }

  @Test
  void emptyTagsAndPrefixesRaiseEveryFloor() {
    assertThat(resolve(write("w").setTags(List.of("")).build()).voided())
        .containsExactly(new Voided("region:*", AT, ""));
    assertThat(resolve(write("w").setPrefixes(List.of("")).build()).voided())
        .containsExactly(new Voided("region:*", AT, ""));
  }
}
