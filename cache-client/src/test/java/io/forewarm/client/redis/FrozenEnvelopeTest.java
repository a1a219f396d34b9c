package io.forewarm.client.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.client.redis.Envelope.State;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Envelopes as format 1 was released: whatever comes later reads them, for ever. */
class FrozenEnvelopeTest {
  private static final String TEXT = "Forewarm keeps a Redis cache ready. ".repeat(200);

  private static final long[] TAGS = {0x3132333435363738L, -1};
  private static final String VALIDATOR = "W/\"33a64df5\" \u00fc\u6f22";

  private final EnvelopeFormat format = new EnvelopeFormat(CompressionConfig.DEFAULT);

  @ParameterizedTest
  @ValueSource(strings = {"value-none", "value-zstd", "value-lz4"})
  void readsValues(String name) throws IOException {
    assertThat(format.decode(frozen(name)))
        .usingRecursiveComparison()
        .ignoringFields("storedBytes")
        .isEqualTo(envelope(State.VALUE));
  }

  @Test
  void readsAbsence() throws IOException {
    assertThat(format.decode(frozen("absent")))
        .usingRecursiveComparison()
        .ignoringFields("storedBytes")
        .isEqualTo(envelope(State.ABSENT));
  }

  @Test
  void readsTombstones() throws IOException {
    assertThat(format.decode(frozen("tombstone")))
        .usingRecursiveComparison()
        .ignoringFields("storedBytes")
        .isEqualTo(envelope(State.TOMBSTONE));
  }

  /** Tags and a validator came later; they fill what the format had left open. */
  @ParameterizedTest
  @ValueSource(strings = {"value-tags", "value-validator", "value-tags-validator"})
  void readsTagsAndValidators(String name) throws IOException {
    assertThat(format.decode(frozen(name)))
        .usingRecursiveComparison()
        .ignoringFields("storedBytes")
        .isEqualTo(
            envelope(State.VALUE)
                .described(
                    name.contains("tags") ? TAGS : new long[0],
                    name.contains("validator") ? VALIDATOR : ""));
  }

  @Test
  void readsHomeEntriesOfLargeValues() throws IOException {
    byte[] home = frozen("value-home");
    byte[] body = TEXT.getBytes(UTF_8);
    assertThat(EnvelopeFormat.inChunks(home)).isTrue();
    Chunks chunks = format.chunks(home);
    assertThat(chunks.names("fw:c:{k}"))
        .containsExactly("fw:c:{k}:4142434445464748:0", "fw:c:{k}:4142434445464748:1");
    assertThat(chunks.make(body)).isTrue();
    assertThat(format.decode(home, body))
        .usingRecursiveComparison()
        .ignoringFields("storedBytes")
        .isEqualTo(envelope(State.VALUE).described(TAGS, VALIDATOR));
  }

  @Test
  void readsTagsOfAbsence() throws IOException {
    assertThat(format.decode(frozen("absent-tags-validator")))
        .usingRecursiveComparison()
        .ignoringFields("storedBytes")
        .isEqualTo(envelope(State.ABSENT).described(TAGS, VALIDATOR));
  }

  private static Envelope envelope(State state) {
    byte[] payload = state == State.VALUE ? TEXT.getBytes(UTF_8) : new byte[0];
    return new Envelope(
        state,
        0x0102030405060708L,
        1_767_225_600_000L,
        1_767_225_599_000L,
        new WriteId(0x1112131415161718L, 0x2122232425262728L),
        123_456,
        (byte) 2,
        payload,
        0);
  }

  private static byte[] frozen(String name) throws IOException {
    try (InputStream in = FrozenEnvelopeTest.class.getResourceAsStream("format1/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
