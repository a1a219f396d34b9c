package io.forewarm.local.demo;

import io.forewarm.schemas.CacheKey;

/**
 * A key of the social platform.
 *
 * @param kind what it holds
 * @param id of the user or post, 0 or more
 */
record PlatformKey(Kind kind, int id) {
  private static final double TAIL = 1.2;

  /** Returns its text: region, colon, id. */
  String text() {
    return kind.region() + ":" + id;
  }

  /** Returns the name that its region has for it. */
  String cacheKey() {
    return CacheKey.of(kind.region(), kind.template().replace("{id}", Integer.toString(id)));
  }

  /** Returns the name that a region has for a key of this text. */
  static String cacheKeyOf(String text) {
    int id = Integer.parseInt(text.substring(text.indexOf(':') + 1));
    return new PlatformKey(Kind.ofRegion(CacheKey.region(text)), id).cacheKey();
  }

  /** Returns the size of its value in bytes: most are small, a few large (a bounded Pareto law). */
  int sizeBytes() {
    double least = kind.leastBytes();
    double ratio = Math.pow(least / kind.mostBytes(), TAIL);
    double uniform = (mixed() >>> 11) * 0x1.0p-53;
    return (int) (least / Math.pow(1 - uniform * (1 - ratio), 1 / TAIL));
  }

  /** Splitmix64 of the id: the same size in every run. */
  private long mixed() {
    long z = (id + 1L) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
