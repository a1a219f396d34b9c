package io.forewarm.streams.hotkeys;

import io.forewarm.schemas.CacheKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a key that has enough reads to become hot: its name, size and readers. */
final class KeyProfile {
  private static final int SERVICES = 64;

  private final String name;
  private final String region;
  private final Map<String, Long> readsByService = new HashMap<>();
  private long sizeBytes;
  private @Nullable HotKeyRules rules;
  private @Nullable HotThreshold threshold;

  KeyProfile(String name) {
    this.name = name;
    this.region = CacheKey.region(name);
  }

  String name() {
    return name;
  }

  String region() {
    return region;
  }

  long sizeBytes() {
    return sizeBytes;
  }

  /** Notes who read it, and the size last seen, 0 if unknown. */
  void note(String service, long reads, long size) {
    if (size > 0) {
      sizeBytes = size;
    }
    if (readsByService.size() < SERVICES || readsByService.containsKey(service)) {
      readsByService.merge(service, reads, Long::sum);
    }
  }

  /** Returns the services that read it, most reads first. */
  List<String> sources(int atMost) {
    Comparator<Map.Entry<String, Long>> most =
        Map.Entry.comparingByValue(Comparator.reverseOrder());
    return readsByService.entrySet().stream()
        .sorted(most.thenComparing(Map.Entry.comparingByKey()))
        .limit(atMost)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Halves what it knows of readers, so that those who left are forgotten. */
  void age() {
    readsByService.replaceAll((service, reads) -> reads / 2);
    readsByService.values().removeIf(reads -> reads == 0);
  }

  /** Returns its threshold under these rules. */
  HotThreshold threshold(HotKeyRules now) {
    HotThreshold known = threshold;
    if (known == null || rules != now) {
      known = now.threshold(name);
      threshold = known;
      rules = now;
    }
    return known;
  }
}
