package io.forewarm.streams.hotkeys;

import java.util.Arrays;

/**
 * Gives keys small numbers. Open addressing with linear probing over an index of ids, which leaves
 * no graves: what follows a removed entry moves up. An id stays what it is until its key is
 * removed; then another key takes it.
 *
 * <p>A key is known by 36 bits of its hash, which also go into the changelog: where a default table
 * is full one new key in a million is taken for another one.
 */
final class KeyTable {
  /** Bits of a hash that tell keys apart. */
  static final int HASH_BITS = 32;

  /** The most keys; ids have as many bits as a hash leaves free. */
  static final int MOST = 1 << 22;

  private static final int SMALLEST = 64;
  private static final int NONE = -1;

  private final int most;
  private long[] hashes;
  private int[] index;
  private int size;

  /** The ids ever given. */
  private int given;

  /** The first free id among those given; the others follow in {@link #hashes}. */
  private int free = NONE;

  KeyTable(int most) {
    this.most = most;
    hashes = new long[Math.min(SMALLEST, most)];
    index = index(hashes.length);
  }

  /** Returns the bits of a cache key's hash that count here. */
  static long hash(long hash64) {
    return hash64 >>> (Long.SIZE - HASH_BITS);
  }

  /** Number of keys. */
  int size() {
    return size;
  }

  boolean isFull() {
    return size == most;
  }

  /** All ids are below. */
  int ids() {
    return given;
  }

  /** The ids that can be given before the table grows: columns need room for so many. */
  int room() {
    return hashes.length;
  }

  /** Whether an id below {@link #ids} is a key's. */
  boolean isLive(int id) {
    return hashes[id] >= 0;
  }

  long hashOf(int id) {
    return hashes[id];
  }

  /** Returns the id of a key, -1 if it has none. */
  int find(long hash) {
    int place = home(hash);
    while (index[place] != NONE) {
      if (hashes[index[place]] == hash) {
        return index[place];
      }
      place = after(place);
    }
    return NONE;
  }

  /** Gives an id to a key that has none. The table must not be full. */
  int add(long hash) {
    if (free == NONE && given == hashes.length) {
      grow();
    }
    int id = free;
    if (id == NONE) {
      id = given++;
    } else {
      free = (int) (-2 - hashes[id]);
    }
    hashes[id] = hash;
    size++;
    enter(id);
    return id;
  }

  private void enter(int id) {
    int place = home(hashes[id]);
    while (index[place] != NONE) {
      place = after(place);
    }
    index[place] = id;
  }

  /** Takes the id of a key back. */
  void remove(int id) {
    int hole = home(hashes[id]);
    while (index[hole] != id) {
      hole = after(hole);
    }
    int place = hole;
    while (true) {
      place = after(place);
      if (index[place] == NONE) {
        break;
      }
      int wanted = home(hashes[index[place]]);
      boolean stays =
          hole <= place ? (hole < wanted && wanted <= place) : (hole < wanted || wanted <= place);
      if (!stays) {
        index[hole] = index[place];
        hole = place;
      }
    }
    index[hole] = NONE;
    // The next free id, below 0: -1 for none, -2 for 0.
    hashes[id] = -2L - free;
    free = id;
    size--;
  }

  void clear() {
    Arrays.fill(index, NONE);
    size = 0;
    given = 0;
    free = NONE;
  }

  private void grow() {
    int next = (int) Math.min(most, hashes.length + hashes.length / 2L);
    hashes = Arrays.copyOf(hashes, next);
    index = index(next);
    for (int id = 0; id < given; id++) {
      if (isLive(id)) {
        enter(id);
      }
    }
  }

  /** Three quarters full at most. */
  private static int[] index(int keys) {
    int[] index = new int[keys + keys / 3 + 1];
    Arrays.fill(index, NONE);
    return index;
  }

  private int home(long hash) {
    return (int) ((hash * index.length) >>> HASH_BITS);
  }

  private int after(int place) {
    return place + 1 == index.length ? 0 : place + 1;
  }

  /** Bytes of memory. */
  long bytes() {
    return Footprint.OBJECT
        + Footprint.array(hashes.length, Long.BYTES)
        + Footprint.array(index.length, Integer.BYTES);
  }
}
