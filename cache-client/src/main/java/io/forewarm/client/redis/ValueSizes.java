package io.forewarm.client.redis;

/**
 * How large values may be, and from when on they are kept in chunks, so that small reads need not
 * queue behind them.
 *
 * @param limit largest value, bytes before compression, up to 1 GiB; larger ones are refused
 * @param chunkedFrom smallest stored form that is kept in chunks, bytes after compression, 1 or
 *     more
 * @param chunkBytes size of a chunk, 4 KiB to 16 MiB; a value has 4,096 chunks at most
 * @param chunksInFlight how many chunks a client reads or writes at once, 1 to 64
 */
public record ValueSizes(int limit, int chunkedFrom, int chunkBytes, int chunksInFlight) {
  /**
   * Chunks of 128 KiB for 256 KiB and more, two at once, values of up to 32 MiB; measured, see
   * {@code docs/redis.md}.
   */
  public static final ValueSizes DEFAULT = new ValueSizes(32 << 20, 256 << 10, 128 << 10, 2);

  /** Refuses what cannot work. */
  public ValueSizes {
    check("limit", limit, 1, 1 << 30);
    check("chunkedFrom", chunkedFrom, 1, Integer.MAX_VALUE);
    check("chunkBytes", chunkBytes, 4 << 10, 16 << 20);
    check("chunksInFlight", chunksInFlight, 1, 64);
    if (limit / chunkBytes >= Chunks.MOST) {
      throw new IllegalArgumentException(
          "valueSizes.limit must be less than "
              + Chunks.MOST
              + " times valueSizes.chunkBytes: "
              + limit
              + ", "
              + chunkBytes);
    }
  }

  private static void check(String setting, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "valueSizes." + setting + " must be " + least + " to " + most + ": " + value);
    }
  }

  /** The default bounds with another limit, bytes. */
  public static ValueSizes upTo(int limit) {
    return new ValueSizes(
        limit, DEFAULT.chunkedFrom(), DEFAULT.chunkBytes(), DEFAULT.chunksInFlight());
  }
}
