package io.forewarm.client.codec;

/**
 * When payloads are compressed, and how large they may be.
 *
 * @param algorithm how
 * @param threshold smallest payload that is tried, bytes
 * @param minSaving share that must be saved, else the payload is kept as it is; 0 to 1
 * @param maxBytes largest payload, bytes before compression; larger ones are refused when written
 *     and when read, so that a forged size cannot exhaust the memory
 */
public record CompressionConfig(
    Compression algorithm, int threshold, double minSaving, int maxBytes) {
  /** Zstandard for 4 KiB and more if it saves 10 %, payloads of up to 64 MiB. */
  public static final CompressionConfig DEFAULT = of(Compression.ZSTD);

  public CompressionConfig {
    if (threshold < 0) {
      throw new IllegalArgumentException("compression.threshold must be >= 0: " + threshold);
    }
    if (!(minSaving >= 0 && minSaving < 1)) {
      throw new IllegalArgumentException("compression.minSaving must be 0 to 1: " + minSaving);
    }
    if (maxBytes < 1) {
      throw new IllegalArgumentException("compression.maxBytes must be >= 1: " + maxBytes);
    }
  }

  /** The default bounds with another algorithm. */
  public static CompressionConfig of(Compression algorithm) {
    return new CompressionConfig(algorithm, 4 << 10, 0.1, 64 << 20);
  }

  /** Whether a compressed form is so much smaller that it is worth to be undone on each read. */
  public boolean pays(int size, int compressed) {
    return compressed <= size * (1 - minSaving);
  }
}
