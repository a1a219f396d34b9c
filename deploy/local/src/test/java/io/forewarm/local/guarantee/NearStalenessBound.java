package io.forewarm.local.guarantee;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * No read is older against Redis than the region's {@code maxStaleness}: a read that begins so long
 * after the caches were told of a write, and after Redis was seen with it, answers with that write
 * or a later one. Only in the moment in which a reader goes on that stood still, its clock may be
 * as late as its threads are.
 */
public final class NearStalenessBound implements Guarantee {
  private final long boundNanos;
  private final long lateNanos;
  private final Queue<Sight> sights = new ConcurrentLinkedQueue<>();

  /**
   * Begins to watch.
   *
   * @param maxStaleness of the region
   * @param late what the threads of readers and observers may be late on a busy machine
   */
  public NearStalenessBound(Duration maxStaleness, Duration late) {
    boundNanos = maxStaleness.plus(late).toNanos();
    lateNanos = late.toNanos();
  }

  @Override
  public void see(Sight sight) {
    sights.add(sight);
  }

  @Override
  public List<String> violations() {
    Map<String, NavigableMap<Long, Long>> owed = owed();
    List<String> violations = new ArrayList<>();
    for (Sight sight : sights) {
      if (sight instanceof Sight.Read read && owed.containsKey(read.key())) {
        var due = owed.get(read.key()).floorEntry(read.began() - boundNanos);
        if (due != null && read.version() < due.getValue() && !justResumed(read)) {
          violations.add(
              "%s read %s of version %d, though Redis had version %d, and all were told, %d ms before"
                  .formatted(
                      read.reader(),
                      read.key(),
                      read.version(),
                      due.getValue(),
                      TimeUnit.NANOSECONDS.toMillis(read.began() - due.getKey())));
        }
      }
    }
    return violations;
  }

  private boolean justResumed(Sight.Read read) {
    return sights.stream()
        .filter(Sight.Resumed.class::isInstance)
        .map(Sight.Resumed.class::cast)
        .filter(resumed -> resumed.reader().equals(read.reader()))
        .map(resumed -> read.began() - resumed.at())
        .anyMatch(since -> since >= 0 && since <= lateNanos);
  }

  /** For each key, from when on readers are owed which version: ever higher ones. */
  private Map<String, NavigableMap<Long, Long>> owed() {
    Map<String, NavigableMap<Long, Long>> seen = new HashMap<>();
    for (Sight sight : sights) {
      if (sight instanceof Sight.Stored look) {
        seen.computeIfAbsent(look.key(), key -> new TreeMap<>())
            .merge(look.version(), look.at(), Math::min);
      }
    }
    Map<String, NavigableMap<Long, Long>> owed = new HashMap<>();
    for (Sight sight : sights) {
      if (sight instanceof Sight.Told told) {
        seen
            .getOrDefault(told.key(), new TreeMap<>())
            .tailMap(told.version(), true)
            .values()
            .stream()
            .min(Long::compare)
            .ifPresent(
                inRedis ->
                    owed.computeIfAbsent(told.key(), key -> new TreeMap<>())
                        .merge(Math.max(told.at(), inRedis), told.version(), Math::max));
      }
    }
    owed.values().forEach(NearStalenessBound::rise);
    return owed;
  }

  private static void rise(NavigableMap<Long, Long> versions) {
    long highest = 0;
    for (Map.Entry<Long, Long> entry : versions.entrySet()) {
      highest = Math.max(highest, entry.getValue());
      entry.setValue(highest);
    }
  }
}
