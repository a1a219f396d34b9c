package io.forewarm.streams.inspect;

import org.jspecify.annotations.Nullable;

/**
 * Judges by its header whether a value is older than a write. Pure: no Kafka, no Redis, no clock.
 *
 * <p>A load is granted under the last write that Redis knew of, and its fill counts only if none
 * came in between: so the id in the header orders the value among the writes of its key. The
 * watermark says that every write up to a time had taken effect before the load began. Both prove
 * that a value is new enough; only a known earlier write, or a lower version, proves that it is
 * not.
 */
public final class VisibilityPolicy {
  private VisibilityPolicy() {}

  /** How the write that a value knows of stands to the one that is asked about. */
  public enum Known {
    /** It is the same, or came later. */
    SAME_OR_LATER,
    /** It came earlier. */
    EARLIER,
    /** It is not in the log that was read, or the value knows of none. */
    UNKNOWN
  }

  /**
   * Judges.
   *
   * @param value null if nothing is stored
   * @param known how the write that the value knows of stands to the write
   */
  public static Visibility judge(@Nullable StoredValue value, Written write, Known known) {
    if (value == null || !value.answers()) {
      return Visibility.CURRENT;
    }
    if (value.version() != null && write.version() != null) {
      return value.version() >= write.version() ? Visibility.CURRENT : Visibility.OLDER;
    }
    if (known == Known.SAME_OR_LATER || value.watermark() >= write.at()) {
      return Visibility.CURRENT;
    }
    return known == Known.EARLIER ? Visibility.OLDER : Visibility.UNPROVEN;
  }
}
