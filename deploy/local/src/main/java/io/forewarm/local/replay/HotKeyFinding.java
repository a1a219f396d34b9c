package io.forewarm.local.replay;

import java.util.Set;
import java.util.TreeSet;

/**
 * The hot keys of a replay, as announced and as counted.
 *
 * @param announced cache keys that the app announced, in order
 * @param byBruteForce cache keys that counting all records of {@code access} gives, in order
 */
record HotKeyFinding(Set<String> announced, Set<String> byBruteForce) {
  boolean same() {
    return announced.equals(byBruteForce);
  }

  /** Returns the finding in one line. */
  String line() {
    String head =
        "hot keys: announced %d, by brute force %d, "
            .formatted(announced.size(), byBruteForce.size());
    if (same()) {
      return head + "same " + announced;
    }
    return head
        + "DIFFERENT (only announced: "
        + without(announced, byBruteForce)
        + ", only by brute force: "
        + without(byBruteForce, announced)
        + ")";
  }

  private static Set<String> without(Set<String> all, Set<String> others) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(others);
    return rest;
  }
}
