package io.forewarm.client.keys;

/** Which keys of a region share a slot of a Redis cluster. */
public enum Partitioning {
  /** Every key by itself: the best spread. */
  KEY,
  /**
   * All keys of an entity, the template up to its first variable: reads of one user meet in one
   * slot.
   */
  ENTITY,
  /** All keys of the region: only for small ones. */
  TYPE
}
