package io.forewarm.streams.hotkeys;

import org.jspecify.annotations.Nullable;

/** The reads of one key in every window, and what is known of it once it may become hot. */
final class KeyHeat {
  final long hash;

  /** Reads by window, shortest first. */
  final long[] reads;

  @Nullable KeyProfile profile;

  KeyHeat(long hash, int windows) {
    this.hash = hash;
    this.reads = new long[windows];
  }

  /** Reads in the longest window. */
  long longest() {
    return reads[reads.length - 1];
  }
}
