package io.forewarm.local.check;

/** What one look at a write found. */
public enum Finding {
  /** Everything that a reader may be served is of the write or of later. */
  VISIBLE,
  /** Not yet, and the invalidation worker has not come to the write: lag behind {@code writes}. */
  LAGGING,
  /** Redis has it, a near copy not yet, within the bound of near reads. */
  NEAR_WITHIN_BOUND,
  /** The worker has done its work, yet Redis serves a value from before the write. */
  STALE_IN_REDIS,
  /** Redis has it, yet a near copy from before it is served without a bound. */
  STALE_NEAR,
  /** What is stored does not say whether it is older. */
  UNPROVEN;

  /** Whether this must not be. */
  public boolean offends() {
    return this == STALE_IN_REDIS || this == STALE_NEAR;
  }
}
