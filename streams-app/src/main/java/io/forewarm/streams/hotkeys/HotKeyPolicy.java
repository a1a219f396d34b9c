package io.forewarm.streams.hotkeys;

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

  /** Returns the shortest window in which the key crosses its threshold: the raw verdict. */
  Optional<WindowReads> found(List<WindowReads> windows, HotThreshold threshold) {
    return windows.stream().filter(window -> threshold.reached(window, 1)).findFirst();
  }

  /** Returns the shortest window that keeps a key hot. */
  Optional<WindowReads> kept(List<WindowReads> windows, HotThreshold threshold) {
    return windows.stream().filter(window -> threshold.reached(window, stay.exit())).findFirst();
  }

  /**
   * Returns what becomes of a key.
   *
   * @param last its last announcement; null if it is cold
   * @param end of the windows, broker time, milliseconds since 1970
   */
  HotKeyVerdict judge(
      List<WindowReads> windows, HotThreshold threshold, @Nullable HotKey last, long end) {
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
