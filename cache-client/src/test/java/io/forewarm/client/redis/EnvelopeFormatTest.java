package io.forewarm.client.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forewarm.client.codec.CodecException;
import io.forewarm.client.codec.Compression;
import io.forewarm.client.codec.CompressionConfig;
import io.forewarm.client.redis.Envelope.State;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is stored under a key, written and read. */
class EnvelopeFormatTest {
  private static final String WORDS = "the same words again and again ".repeat(200);

  private static EnvelopeFormat format(Compression compression) {
    return new EnvelopeFormat(CompressionConfig.of(compression));
  }

  private static Envelope value(byte[] payload) {
    return new Envelope(
        State.VALUE,
        Long.MAX_VALUE,
        1_700_000_000_123L,
        1_700_000_000_001L,
        new WriteId(-1, 2),
        -3,
        (byte) 127,
        payload,
        0);
  }

  @ParameterizedTest
  @EnumSource
  void readsWhatItWrote(Compression compression) {
    Envelope written = value(WORDS.getBytes(UTF_8));
    byte[] stored = format(compression).encode(written);
    Envelope read = format(Compression.NONE).decode(stored);
    assertThat(read).usingRecursiveComparison().ignoringFields("storedBytes").isEqualTo(written);
    assertThat(read.storedBytes()).isEqualTo(stored.length);
    assertThat(stored.length < WORDS.length()).isEqualTo(compression != Compression.NONE);
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheTimeOfTheWriteWhereItIsKnown(Compression compression) {
    Envelope written =
        new Envelope(
            State.VALUE,
            5,
            6,
            7,
            new WriteId(8, 9),
            1_700_000_000_123L,
            10,
            (byte) 2,
            new long[] {11, 12},
            "etag",
            WORDS.getBytes(UTF_8),
            0);
    Envelope read = format(Compression.NONE).decode(format(compression).encode(written));
    assertThat(read).usingRecursiveComparison().ignoringFields("storedBytes").isEqualTo(written);
    byte[] tombstone = format(compression).encode(Envelope.tombstone(new WriteId(8, 9), 5, 6));
    assertThat(tombstone).hasSize(64);
    assertThat(format(Compression.NONE).decode(tombstone).writtenAt()).isEqualTo(6);
  }

  @ParameterizedTest
  @EnumSource(names = {"ABSENT", "TOMBSTONE"})
  void statesWithoutAValueHaveNoPayload(State state) {
    Envelope written =
        new Envelope(state, 5, 6, 7, new WriteId(8, 9), 0, (byte) 0, new byte[] {1, 2}, 0);
    byte[] stored = format(Compression.ZSTD).encode(written);
    assertThat(stored).hasSize(56);
    Envelope read = format(Compression.ZSTD).decode(stored);
    assertThat(read.state()).isEqualTo(state);
    assertThat(read.payload()).isEmpty();
    assertThat(read.version()).isEqualTo(5);
  }

  @Test
  void keepsTagsAndValidator() {
    long[] tags = new Random(2).longs(Envelope.MOST_TAGS).toArray();
    String validator = "\u6f22".repeat(Envelope.VALIDATOR_BYTES / 3);
    Envelope written = value(WORDS.getBytes(UTF_8)).described(tags, validator);
    byte[] stored = format(Compression.LZ4).encode(written);
    Envelope read = format(Compression.LZ4).decode(stored);
    assertThat(read).usingRecursiveComparison().ignoringFields("storedBytes").isEqualTo(written);
    assertThat(read.tags()).isEqualTo(tags);
    assertThat(read.validator()).isEqualTo(validator);
  }

  @Test
  void refusesMoreTagsAndLongerValidatorsThanFit() {
    Envelope value = value(new byte[1]);
    assertThatThrownBy(() -> value.described(new long[256], ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("255 tags, not 256");
    assertThatThrownBy(() -> value.described(new long[0], "\u6f22".repeat(342)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1024 bytes");
  }

  @Test
  void compressesFromTheThresholdAndOnlyIfItPays() {
    byte[] noise = new byte[10_000];
    new Random(1).nextBytes(noise);
    byte[] small = WORDS.substring(0, 4095).getBytes(UTF_8);
    byte[] large = WORDS.substring(0, 4096).getBytes(UTF_8);
    assertThat(format(Compression.ZSTD).encode(value(noise))).hasSize(56 + noise.length);
    assertThat(format(Compression.ZSTD).encode(value(small))).hasSize(56 + small.length);
    assertThat(format(Compression.ZSTD).encode(value(large))).hasSizeLessThan(1_000);
  }

  @Test
  void skipsAHeaderThatHasGrown() {
    byte[] plain = format(Compression.NONE).encode(value(new byte[] {42}));
    byte[] grown = new byte[plain.length + 16];
    System.arraycopy(plain, 0, grown, 0, 56);
    grown[5] = 2;
    grown[7] = 56 + 16;
    grown[56 + 16] = 42;
    assertThat(format(Compression.NONE).decode(grown).payload()).containsExactly(42);
  }

  /** Each line breaks one byte of a good envelope. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, no envelope",
    "1, 2, no envelope",
    "2, 3, unknown state 3",
    "2, -1, unknown state -1",
    "4, 3, unknown compression 3",
    "5, 1, with 1 tags",
    "6, 127, a header of",
    "7, 55, a header of 55",
    "52, -1, above the limit",
    "52, 127, above the limit",
    "55, 99, damaged",
  })
  void refusesWhatIsDamaged(int at, byte with, String why) {
    byte[] stored = format(Compression.NONE).encode(value("payload".getBytes(UTF_8)));
    stored[at] = with;
    assertThatThrownBy(() -> format(Compression.NONE).decode(stored))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining(why);
  }

  @Test
  void refusesEveryTruncation() {
    byte[] stored = format(Compression.LZ4).encode(value(WORDS.getBytes(UTF_8)));
    for (int length = 0; length < stored.length; length++) {
      byte[] cut = Arrays.copyOf(stored, length);
      assertThatThrownBy(() -> format(Compression.LZ4).decode(cut))
          .isInstanceOf(CodecException.class);
    }
  }

  @Test
  void refusesAPayloadAboveTheLimit() {
    EnvelopeFormat small =
        new EnvelopeFormat(new CompressionConfig(Compression.ZSTD, 0, 0.1, 1_000));
    assertThat(small.decode(small.encode(value(new byte[1_000]))).payload()).hasSize(1_000);
    assertThatThrownBy(() -> small.encode(value(new byte[1_001])))
        .hasMessageContaining("a payload of 1001 bytes is above the limit of 1000");
    byte[] bomb = format(Compression.ZSTD).encode(value(new byte[1 << 20]));
    assertThat(bomb).hasSizeLessThan(1_000);
    assertThatThrownBy(() -> small.decode(bomb)).hasMessageContaining("above the limit of 1000");
  }

  /** Counts what was tried; never or always wants to be compressed. */
  private static final class Counting implements Packing {
    private final boolean wanted;
    private int bytes;
    private int saved;

    private Counting(boolean wanted) {
      this.wanted = wanted;
    }

    @Override
    public boolean wanted() {
      return wanted;
    }

    @Override
    public void tried(int bytes, int saved, long micros) {
      this.bytes += bytes;
      this.saved += saved;
    }
  }

  private static byte[] encode(byte[] payload, Packing packing) {
    Envelope plain = value(payload);
    return format(Compression.ZSTD)
        .encode(
            new Envelope(
                State.VALUE,
                plain.version(),
                plain.softExpiresAt(),
                plain.watermark(),
                plain.writeId(),
                plain.writtenAt(),
                plain.loadMicros(),
                plain.codec(),
                plain.tags(),
                plain.validator(),
                payload,
                0,
                packing));
  }

  @Test
  void itsOwnerHearsWhatCompressionSavesAndMayForbidIt() {
    byte[] words = WORDS.getBytes(UTF_8);
    Counting willing = new Counting(true);
    assertThat(encode(words, willing).length).isLessThan(words.length / 2);
    assertThat(willing.bytes).isEqualTo(words.length);
    assertThat(willing.saved).isGreaterThan(words.length / 2);
    byte[] noise = new byte[words.length];
    new Random(1).nextBytes(noise);
    Counting vain = new Counting(true);
    encode(noise, vain);
    assertThat(vain.bytes).isEqualTo(noise.length);
    assertThat(vain.saved).isZero();
    Counting unwilling = new Counting(false);
    assertThat(encode(words, unwilling).length).isGreaterThan(words.length);
    assertThat(unwilling.bytes).isZero();
  }
}
