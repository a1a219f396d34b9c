package io.forewarm.streams.hotkeys;

/** What becomes of a key at the end of a window. */
enum HotKeyVerdict {
  /** It is not hot. */
  COLD,
  /** It becomes hot: announce. */
  HEATS,
  /** It is hot, and that is known. */
  STAYS,
  /** It is hot, and that must be said again. */
  RENEWS,
  /** It is hot no longer: say so. */
  COOLS
}
