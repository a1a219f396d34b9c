package io.forewarm.streams.hotkeys;

/**
 * What a key and its region were read in one window.
 *
 * @param windowMs length of the window, milliseconds
 * @param reads of the key
 * @param regionReads of its region
 */
record WindowReads(long windowMs, long reads, long regionReads) {
  double ratePerSecond() {
    return reads * 1000.0 / windowMs;
  }

  /** The key's share of its region, 0 to 1: reports of the two may come apart. */
  double share() {
    return regionReads <= 0 ? 1 : Math.min(1, (double) reads / regionReads);
  }
}
