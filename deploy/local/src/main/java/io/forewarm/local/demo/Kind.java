package io.forewarm.local.demo;

import java.util.Arrays;

/** What the social platform caches. */
enum Kind {
  PROFILE("profiles", "user:{id}:profile", 30, 1, 4, true),
  POST("posts", "post:{id}", 40, 1, 16, true),
  TIMELINE("timelines", "user:{id}:timeline", 20, 4, 64, true),
  NOTIFICATIONS("notifications", "user:{id}:notifications", 10, 1, 8, false);

  private final String region;
  private final String template;
  private final int percentOfKeys;
  private final int leastKib;
  private final int mostKib;
  private final boolean writesCarryValue;

  Kind(
      String region,
      String template,
      int percentOfKeys,
      int leastKib,
      int mostKib,
      boolean writesCarryValue) {
    this.region = region;
    this.template = template;
    this.percentOfKeys = percentOfKeys;
    this.leastKib = leastKib;
    this.mostKib = mostKib;
    this.writesCarryValue = writesCarryValue;
  }

  String region() {
    return region;
  }

  String template() {
    return template;
  }

  /** Whether who writes it knows the whole new value; otherwise a write makes it void. */
  boolean writesCarryValue() {
    return writesCarryValue;
  }

  /** Smallest value, bytes. */
  int leastBytes() {
    return leastKib << 10;
  }

  /** Largest value, bytes. */
  int mostBytes() {
    return mostKib << 10;
  }

  /** Returns the kind that a region holds. */
  static Kind ofRegion(String region) {
    return Arrays.stream(values())
        .filter(kind -> kind.region.equals(region))
        .findAny()
        .orElseThrow();
  }

  /** Returns the kind of a percentile of the keys, 0 to 99. */
  static Kind ofPercentile(int percentile) {
    int upTo = 0;
    for (Kind kind : values()) {
      upTo += kind.percentOfKeys;
      if (percentile < upTo) {
        return kind;
      }
    }
    return NOTIFICATIONS;
  }
}
