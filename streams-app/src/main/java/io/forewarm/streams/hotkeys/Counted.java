package io.forewarm.streams.hotkeys;

import io.forewarm.schemas.KeyAccess;

/** What is added up for each key. Bytes are not: they follow from the reads and the key's size. */
enum Counted {
  READS(0),
  NEAR_HITS(1),
  LOAD_MICROS(2),
  WRITES(3);

  /** All of them, without a copy. */
  static final Counted[] ALL = values();

  /** The most that one report adds to one key; whoever says more says nonsense. */
  static final int MOST = Integer.MAX_VALUE;

  private final int place;

  Counted(int place) {
    this.place = place;
  }

  /** Its place in {@link #ALL}, in memory and in what is saved. */
  int place() {
    return place;
  }

  /** Returns what a report says, 0 to {@link #MOST}. */
  long in(KeyAccess access) {
    long said =
        switch (this) {
          case READS -> access.getReads();
          case NEAR_HITS -> access.getNearHits();
          case LOAD_MICROS -> access.getLoadMicros();
          case WRITES -> access.getWrites();
        };
    return Math.max(0, Math.min(MOST, said));
  }
}
