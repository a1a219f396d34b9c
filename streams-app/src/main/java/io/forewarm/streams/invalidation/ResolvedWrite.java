package io.forewarm.streams.invalidation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one record of {@code writes} means.
 *
 * @param keys keys whose values become void
 * @param voided tags, prefixes and regions whose older values become stale
 * @param refused why the record, or part of it, could not be resolved; null if it could
 */
record ResolvedWrite(List<KeyInvalidation> keys, List<Voided> voided, @Nullable String refused) {
  /** A tick: only time has passed. */
  static final ResolvedWrite NOTHING = new ResolvedWrite(List.of(), List.of(), null);
}
