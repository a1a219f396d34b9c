package io.forewarm.local.check;

import io.forewarm.schemas.CacheKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Offenders, of which the first are kept, and how many of each region are still there. */
final class OffenderBook {
  private final int most;
  private final List<Offender> kept = new ArrayList<>();
  private final Map<String, Integer> open = new HashMap<>();
  private long found;

  OffenderBook(int most) {
    this.most = most;
  }

  /** Notes an offender; true: it is the first of its region. */
  synchronized boolean begin(Offender offender) {
    found++;
    if (kept.size() < most) {
      kept.add(offender);
    }
    return open.merge(region(offender), 1, Integer::sum) == 1;
  }

  /** Notes that an offender is gone; true: it was the last of its region. */
  synchronized boolean end(Offender before, Offender ended) {
    int at = kept.indexOf(before);
    if (at >= 0) {
      kept.set(at, ended);
    }
    return open.merge(region(before), -1, Integer::sum) == 0;
  }

  static String region(Offender offender) {
    return CacheKey.region(offender.key());
  }

  /** How many there were. */
  synchronized long found() {
    return found;
  }

  /** How many are still there. */
  synchronized long open() {
    return open.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Regions with offenders that are still there. */
  synchronized List<String> openRegions() {
    return open.entrySet().stream()
        .filter(region -> region.getValue() > 0)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** The first ones, in the order in which they were found. */
  synchronized List<Offender> kept() {
    return List.copyOf(kept);
  }
}
