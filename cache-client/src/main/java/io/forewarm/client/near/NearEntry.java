package io.forewarm.client.near;

import io.forewarm.client.events.CountedHits;
import io.forewarm.client.events.KeyCounter;
import org.jspecify.annotations.Nullable;

/**
 * A value in this process, with all that a hit needs, the count of its hits too; what it does not
 * need lies apart, so that a hit touches little of it. Times are {@link System#nanoTime}.
 */
public final class NearEntry<V> extends CountedHits {

  private static final long[] NO_TAGS = {};

  /**
   * Of hits while the coarse time is trusted, one in so many looks at the time all the same: it may
   * stand still. A power of 2.
   */
  private static final int TRUSTED_HITS = 32;

  private static final int TRUSTED_BITS = Integer.numberOfTrailingZeros(TRUSTED_HITS);

  private final @Nullable V value;
  private final long readAt;
  private final long earlyFrom;
  private final Details details;

  /**
   * In which span of the coarse time a hit last looked at the time, and in the lowest bits how many
   * have trusted it since: one number, since hits of many entries are as fast as these are small.
   */
  private int looked;

  /**
   * Creates an entry without hits.
   *
   * @param value null: the origin has none
   * @param counter where its reads are counted
   * @param readAt when the GET that brought it was sent
   * @param earlyFrom from when on reads may refresh it early; at the latest its soft expiry
   * @param details what only others than hits ask for
   */
  public NearEntry(
      @Nullable V value, KeyCounter counter, long readAt, long earlyFrom, Details details) {
    super(counter);
    this.value = value;
    this.readAt = readAt;
    this.earlyFrom = earlyFrom;
    this.details = details;
  }

  /**
   * What a hit does not ask for.
   *
   * @param cacheKey the key, as it is reported
   * @param hash of the cache key
   * @param softExpiresAt until when it is fresh
   * @param loadMicros how long its load took
   * @param softExpiryMillis its soft expiry by Redis time, which names it to the lease
   * @param tags what the value was made of
   * @param bytes its weight
   */
  public record Details(
      String cacheKey,
      long hash,
      long softExpiresAt,
      int loadMicros,
      long softExpiryMillis,
      long[] tags,
      int bytes) {

    /** A value that could not be stored in Redis, and serves for a moment. */
    public static Details unstored(String cacheKey, long hash, long until, int bytes) {
      return new Details(cacheKey, hash, until, 0, 0, NO_TAGS, bytes);
    }
  }

  /** The value; null: the origin has none. */
  public @Nullable V value() {
    return value;
  }

  /** When the GET that brought it was sent. */
  public long readAt() {
    return readAt;
  }

  /** From when on reads may refresh it early. */
  public long earlyFrom() {
    return earlyFrom;
  }

  /** What only others than hits ask for. */
  public Details details() {
    return details;
  }

  /**
   * Whether a hit may go by a coarse time: it was seen to go on lately. If not, {@link #look} is
   * the way; see RATIONALE.md, "A near hit touches few cache lines", for why these are two.
   */
  public boolean trusts(long coarse) {
    int next = looked + 1;
    int span = CoarseClock.span(coarse) << TRUSTED_BITS;
    if ((next & -TRUSTED_HITS) != span || next == span) {
      return false;
    }
    looked = next;
    return true;
  }

  /**
   * Looks at the time. The next hits may go by the coarse one while that is in the span in which it
   * is now, which may be the span before this one's.
   */
  public long look(CoarseClock clock) {
    long now = clock.look();
    looked = CoarseClock.span(clock.nanos()) << TRUSTED_BITS;
    return now;
  }

  /** Whether it is proven to be no staler than the bound, given the time and the watermark. */
  public boolean provenAt(long now, long watermark, long maxStalenessNanos) {
    return now - Math.max(readAt, watermark) <= maxStalenessNanos;
  }

  /** Whether its soft expiry is still to come. */
  public boolean freshAt(long now) {
    return now - details.softExpiresAt() < 0;
  }
}
