package io.forewarm.streams.hotkeys;

/**
 * The least heat in a window that makes a key hot under any rule, a value of its own for each
 * dimension.
 *
 * @param reads 1 or more
 * @param bytes reads times size; infinite if no rule asks for bytes
 * @param loadMicros infinite if no rule asks for load time
 * @param writes infinite if no rule asks for writes
 */
record HeatFloor(double reads, double bytes, double loadMicros, double writes) {
  static HeatFloor of(HotThreshold threshold, long windowMs) {
    double seconds = windowMs / 1000.0;
    return new HeatFloor(
        Math.max(1, Math.min((double) threshold.minReads(), threshold.ratePerSecond() * seconds)),
        orNever(threshold.bytesPerSecond() * seconds),
        orNever(threshold.loadMillisPerSecond() * 1000 * seconds),
        orNever(threshold.writesPerSecond() * seconds));
  }

  private static double orNever(double least) {
    return least > 0 ? least : Double.POSITIVE_INFINITY;
  }

  HeatFloor lowest(HeatFloor other) {
    return new HeatFloor(
        Math.min(reads, other.reads),
        Math.min(bytes, other.bytes),
        Math.min(loadMicros, other.loadMicros),
        Math.min(writes, other.writes));
  }

  /** Whether a key may be hot. */
  boolean reached(HeatTable heat, int id, int window) {
    long read = heat.sum(Counted.READS, id, window);
    return read >= reads
        || (double) read * heat.size(id) >= bytes
        || heat.sum(Counted.LOAD_MICROS, id, window) >= loadMicros
        || heat.sum(Counted.WRITES, id, window) >= writes;
  }
}
