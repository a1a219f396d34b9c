package io.forewarm.client.redis;

/** What became of a value that was to go. */
public enum Eviction {
  /** It is gone, with its chunks. */
  EVICTED,
  /** It has already gone, or another stands in its place. */
  CHANGED,
  /** Somebody holds its lease: it stays. */
  LEASED
}
