package io.forewarm.streams.hotkeys;

import io.forewarm.schemas.HeatDimension;
import io.forewarm.schemas.HotKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges whether a key is hot. Pure: no Kafka, no Redis, no clock. */
final class HotKeyPolicy {
  private final HotKeyConfig.Stay stay;

  HotKeyPolicy(HotKeyConfig.Stay stay) {
    this.stay = stay;
  }

  /**
   * Where a key reaches its threshold.
   *
   * @param heat of the window
   * @param dimension what reaches it
   */
  record Finding(WindowHeat heat, HeatDimension dimension) {}

  /** Returns the shortest window in which the key crosses its threshold: the raw verdict. */
  Optional<Finding> found(List<WindowHeat> windows, HotThreshold threshold) {
    return reached(windows, threshold, 1);
  }

  /** Returns the shortest window that keeps a key hot. */
  Optional<Finding> kept(List<WindowHeat> windows, HotThreshold threshold) {
    return reached(windows, threshold, stay.exit());
  }

  private static Optional<Finding> reached(
      List<WindowHeat> windows, HotThreshold threshold, double fraction) {
    for (WindowHeat window : windows) {
      Optional<HeatDimension> dimension = threshold.reached(window, fraction);
      if (dimension.isPresent()) {
        return Optional.of(new Finding(window, dimension.get()));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns what becomes of a key.
   *
   * @param last its last announcement; null if it is cold
   * @param end of the windows, broker time, milliseconds since 1970
   */
  HotKeyVerdict judge(
      List<WindowHeat> windows, HotThreshold threshold, @Nullable HotKey last, long end) {
    if (last == null) {
      return found(windows, threshold).isPresent() ? HotKeyVerdict.HEATS : HotKeyVerdict.COLD;
    }
    if (kept(windows, threshold).isPresent()) {
      boolean due = end >= announced(last) + stay.renewEvery().toMillis();
      return due ? HotKeyVerdict.RENEWS : HotKeyVerdict.STAYS;
    }
    boolean stayed = end >= last.getSince() + stay.minimum().toMillis();
    return stayed ? HotKeyVerdict.COOLS : HotKeyVerdict.STAYS;
  }

  /** Returns until when an announcement of this moment is good, milliseconds since 1970. */
  long until(long end) {
    return end + stay.hold().toMillis();
  }

  private long announced(HotKey last) {
    return last.getUntil() - stay.hold().toMillis();
  }

  /**
   * Returns how long after its last record a partition may still change a verdict, milliseconds.
   */
  long settlesAfter(long longestWindowMs) {
    return longestWindowMs + stay.minimum().toMillis();
  }
}
