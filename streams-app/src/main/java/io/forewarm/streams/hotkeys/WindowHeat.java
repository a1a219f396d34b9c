package io.forewarm.streams.hotkeys;

/**
 * What was counted of a key and its region in one window.
 *
 * @param windowMs length of the window, milliseconds
 * @param reads of the key
 * @param regionReads of its region
 * @param rank of the key by reads in its region and partition, 1 for the most; 0 if not asked for
 * @param nearHits of the reads, those that a near cache answered
 * @param sizeBytes of its value, as last seen; 0 if unknown
 * @param loadMicros time spent in loads, microseconds, all clients together
 * @param writes of the key
 */
record WindowHeat(
    long windowMs,
    long reads,
    long regionReads,
    int rank,
    long nearHits,
    long sizeBytes,
    long loadMicros,
    long writes) {

  double ratePerSecond() {
    return perSecond((double) reads);
  }

  /** Reads a second that reach Redis. */
  double redisReadsPerSecond() {
    return perSecond((double) Math.max(0, reads - nearHits));
  }

  double bytesPerSecond() {
    return perSecond((double) reads * sizeBytes);
  }

  double loadMillisPerSecond() {
    return perSecond(loadMicros / 1000.0);
  }

  double writesPerSecond() {
    return perSecond((double) writes);
  }

  /** The key's share of its region, 0 to 1: reports of the two may come apart. */
  double share() {
    return regionReads <= 0 ? 1 : Math.min(1, (double) reads / regionReads);
  }

  private double perSecond(double amount) {
    return amount * 1000.0 / windowMs;
  }
}
