package io.forewarm.client.events;

import io.forewarm.schemas.KeyAccess;
import org.jspecify.annotations.Nullable;

/** What the flush thread has collected from a counter and not yet reported. */
final class Unreported {
  /** Counts that wait for the next report; null if there are none. */
  @Nullable KeyAccess counts;

  /** Whether the counter is among those that the next flush looks at. */
  boolean listed;

  /** The last collection that found something. */
  long collection;

  /** Reads found by that collection. */
  long reads;

  /** Whether the counter has been found suspect since it was last reported. */
  boolean suspect;

  /** Reads of the region when the counter was last reported. */
  long regionReads;

  /** When the counter was last reported, by {@link System#nanoTime}. */
  long reportedAt;
}
