package io.forewarm.streams.invalidation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The writes of one key in one round, reduced to those that decide what its entry becomes. Pure.
 *
 * <p>A key that is written a thousand times a second would otherwise cost a thousand round trips in
 * a row. With versions the two highest decide, without them the last two: the one remains in the
 * entry, and only if the entry carries it already does the other matter, of which the first says
 * nothing. Mixed writes stay as they are.
 */
final class KeyWrites {
  private KeyWrites() {}

  /** Returns the writes that have the same effect as all of them, one after the other. */
  static List<KeyInvalidation> decisive(List<KeyInvalidation> writes) {
    if (writes.size() < 2) {
      return writes;
    }
    long versioned = writes.stream().filter(write -> write.version() != null).count();
    if (versioned == writes.size()) {
      return twoHighest(writes);
    }
    return versioned == 0 ? lastTwo(writes) : writes;
  }

  private static List<KeyInvalidation> twoHighest(List<KeyInvalidation> writes) {
    KeyInvalidation first = highest(writes);
    List<KeyInvalidation> others =
        writes.stream().filter(write -> !write.id().equals(first.id())).toList();
    if (others.isEmpty()) {
      return List.of(first);
    }
    return List.of(highest(others), first);
  }

  private static KeyInvalidation highest(List<KeyInvalidation> writes) {
    return Collections.max(writes, Comparator.comparingLong(KeyWrites::versionOf));
  }

  private static long versionOf(KeyInvalidation write) {
    return Objects.requireNonNull(write.version());
  }

  private static List<KeyInvalidation> lastTwo(List<KeyInvalidation> writes) {
    KeyInvalidation last = writes.get(writes.size() - 1);
    List<KeyInvalidation> decisive = new ArrayList<>(List.of(last));
    for (int i = writes.size() - 2; i >= 0; i--) {
      if (!writes.get(i).id().equals(last.id())) {
        decisive.add(0, writes.get(i));
        break;
      }
    }
    return decisive;
  }
}
