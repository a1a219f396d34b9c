package io.forewarm.streams.invalidation;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a committed offset remembers beside itself, so that the next owner of the partition notices
 * a change of the Redis master that happened while nobody worked.
 *
 * @param master identity of the master that acknowledged the effects
 * @param newest highest append time of a record that was handled while it was certainly master,
 *     milliseconds since 1970
 */
record CommitNote(String master, long newest) {
  private static final Pattern TEXT = Pattern.compile("newest=(\\d{1,18}) master=(\\S+)");

  /** Reads the metadata of an offset; empty if it is not a note. */
  static Optional<CommitNote> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? Optional.of(new CommitNote(parts.group(2), Long.parseLong(parts.group(1))))
        : Optional.empty();
  }

  /** The metadata of an offset. */
  String text() {
    return "newest=" + newest + " master=" + master;
  }
}
