package io.forewarm.streams.inspect;

/** What a value that somebody may be served says about a write. */
public enum Visibility {
  /** It is of the write or of later, or there is nothing that could be served. */
  CURRENT,
  /** It is from before the write. */
  OLDER,
  /** Its header does not say. */
  UNPROVEN
}
