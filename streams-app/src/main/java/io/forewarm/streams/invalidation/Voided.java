package io.forewarm.streams.invalidation;

import io.forewarm.schemas.TagInvalidation;

/**
 * That values of a tag, a prefix or a region are stale whose load began before a time.
 *
 * @param name as in the topic {@code tags}: tag:NAME, prefix:TEXT, region:NAME or region:*
 * @param at broker time, milliseconds since 1970
 * @param writeId identity of the write, empty if unknown
 */
record Voided(String name, long at, String writeId) {
  private static final String REGION = "region:";

  static Voided tag(String tag, long at, String writeId) {
    return new Voided("tag:" + tag, at, writeId);
  }

  static Voided prefix(String prefix, long at, String writeId) {
    return new Voided("prefix:" + prefix, at, writeId);
  }

  /** Everything older in a region, * for all regions. */
  static Voided region(String region, long at) {
    return new Voided(REGION + region, at, "");
  }

  boolean isRegion() {
    return name.startsWith(REGION);
  }

  /** The region that is void as a whole. */
  String region() {
    return name.substring(REGION.length());
  }

  TagInvalidation toRecord() {
    return TagInvalidation.newBuilder().setAt(at).setWriteId(writeId).build();
  }
}
