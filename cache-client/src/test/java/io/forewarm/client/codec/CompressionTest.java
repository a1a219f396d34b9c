package io.forewarm.client.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is compressed comes back; what is damaged or lies about its size is refused. */
class CompressionTest {
  private static byte[] text(int size) {
    return "the same words again and again "
        .repeat(size / 31 + 1)
        .substring(0, size)
        .getBytes(UTF_8);
  }

  @ParameterizedTest
  @EnumSource
  void comesBackFromAnyOffset(Compression compression) {
    for (int size : new int[] {0, 1, 100, 100_000}) {
      byte[] compressed = compression.compress(text(size));
      byte[] stored = new byte[compressed.length + 9];
      System.arraycopy(compressed, 0, stored, 9, compressed.length);
      assertThat(compression.decompress(stored, 9, size)).isEqualTo(text(size));
    }
  }

  @ParameterizedTest
  @EnumSource
  void neverWritesMoreThanIsAllowed(Compression compression) {
    byte[] compressed = compression.compress(text(100_000));
    for (int size : new int[] {0, 1, 99_999, 100_001}) {
      assertThatThrownBy(() -> compression.decompress(compressed, 0, size))
          .isInstanceOf(CodecException.class)
          .hasMessageContaining("damaged");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ZSTD", "LZ4"})
  void neverThrowsAnythingElseForNoise(Compression compression) {
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] noise = new byte[random.nextInt(64)];
      random.nextBytes(noise);
      try {
        assertThat(compression.decompress(noise, 0, 1_000)).hasSize(1_000);
      } catch (CodecException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(1_900);
  }

  @Test
  void paysFromTenPercent() {
    CompressionConfig config = CompressionConfig.DEFAULT;
    assertThat(config.pays(10_000, 9_000)).isTrue();
    assertThat(config.pays(10_000, 9_001)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void refusesAShareThatIsNone(double share) {
    assertThatThrownBy(() -> new CompressionConfig(Compression.LZ4, 0, share, 1))
        .hasMessageContaining("compression.minSaving must be 0 to 1");
  }

  @Test
  void refusesSizesThatAreNone() {
    assertThatThrownBy(() -> new CompressionConfig(Compression.LZ4, -1, 0, 1))
        .hasMessageContaining("compression.threshold must be >= 0: -1");
    assertThatThrownBy(() -> new CompressionConfig(Compression.LZ4, 0, 0, 0))
        .hasMessageContaining("compression.maxBytes must be >= 1: 0");
  }
}
