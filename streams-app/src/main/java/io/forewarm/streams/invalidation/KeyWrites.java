package io.forewarm.streams.invalidation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The writes of one key in one round, reduced to those that decide what its entry becomes. Pure.
 *
 * <p>A key that is written a thousand times a second would otherwise cost a thousand round trips in
 * a row. With versions the first of the highest decides: every other is the same or lower. Without
 * them the last two different writes decide: the last remains in the entry, and only if the entry
 * carries the last already does the one before matter, which the last says nothing of. Mixed writes
 * stay as they are.
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
      return List.of(highest(writes));
    }
    return versioned == 0 ? lastTwo(writes) : writes;
  }

  private static KeyInvalidation highest(List<KeyInvalidation> writes) {
    KeyInvalidation highest = writes.get(0);
    for (KeyInvalidation write : writes) {
      if (versionOf(write) > versionOf(highest)) {
        highest = write;
      }
    }
    return highest;
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
