package io.forewarm.local.rules;

import org.jspecify.annotations.Nullable;

/** A switch as people write it. Not a boolean, which picocli would make an option of no value. */
enum Switch {
  ON,
  OFF;

  /** Returns what the schema calls it; null for one that is not given. */
  static @Nullable Boolean isOn(@Nullable Switch given) {
    return given == null ? null : given == ON;
  }
}
