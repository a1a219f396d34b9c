package io.forewarm.streams.hotkeys;

import java.util.Map;
import java.util.TreeMap;

/**
 * One sub-window: what was read in it, and up to which input offset. Written as one record, so that
 * counts and offset are never apart.
 */
final class Bucket {
  private final long start;
  private final HashCounts keys = new HashCounts();
  private final Map<String, Long> regions = new TreeMap<>();
  private long coveredOffset;
  private boolean unsaved;

  /**
   * Creates an empty bucket.
   *
   * @param start broker time, milliseconds since 1970, inclusive
   * @param coveredOffset last offset of the input that it contains; -1 for none
   */
  Bucket(long start, long coveredOffset) {
    this.start = start;
    this.coveredOffset = coveredOffset;
  }

  long start() {
    return start;
  }

  HashCounts keys() {
    return keys;
  }

  Map<String, Long> regions() {
    return regions;
  }

  long coveredOffset() {
    return coveredOffset;
  }

  /** Whether the record at an offset is counted here already. */
  boolean covers(long offset) {
    return offset <= coveredOffset;
  }

  /** Marks all records to this offset as counted. */
  void cover(long offset) {
    coveredOffset = offset;
    unsaved = true;
  }

  /** Whether it has changed since it was last saved. */
  boolean unsaved() {
    return unsaved;
  }

  void saved() {
    unsaved = false;
  }
}
