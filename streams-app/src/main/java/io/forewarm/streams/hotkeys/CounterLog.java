package io.forewarm.streams.hotkeys;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Counts by id of one sub-window. New counts are appended to a list; {@link #pack} sorts them into
 * a row of bytes, ascending by id, a count of 1 mostly as one byte. Both are only ever read from
 * end to end: nobody asks a sub-window for one key.
 */
final class CounterLog {
  private static final byte[] NONE = {};
  private static final long[] NOTHING = {};
  private static final int SMALLEST = 8;
  private static final int LARGEST_COUNTER = 5 + 10;

  private byte[] packed = NONE;
  private long[] open = NOTHING;
  private int opened;

  /** Takes an id and a count, 1 or more. */
  @FunctionalInterface
  interface Visitor {
    void visit(int id, long count);
  }

  /** Adds to the count of an id: both 0 or more and below 2^31, the count above 0. */
  void add(int id, long count) {
    if (opened == open.length) {
      open = Arrays.copyOf(open, Math.max(SMALLEST, opened + opened / 2));
    }
    open[opened++] = ((long) id << 32) | count;
  }

  /** Counts that are not packed yet. */
  int opened() {
    return opened;
  }

  boolean isEmpty() {
    return opened == 0 && packed.length == 0;
  }

  /** Visits everything, an id possibly several times. */
  void forEach(Visitor visitor) {
    Reader reader = new Reader(packed);
    while (reader.next()) {
      visitor.visit(reader.id, reader.count);
    }
    for (int i = 0; i < opened; i++) {
      visitor.visit((int) (open[i] >>> 32), open[i] & Counted.MOST);
    }
  }

  /** Visits what is not packed yet in ascending order, each id once, and packs it. */
  void pack(Visitor news) {
    if (opened == 0) {
      return;
    }
    Arrays.sort(open, 0, opened);
    Reader old = new Reader(packed);
    Writer all = new Writer(packed.length + LARGEST_COUNTER * opened);
    boolean more = old.next();
    int i = 0;
    while (i < opened) {
      int id = (int) (open[i] >>> 32);
      long count = 0;
      for (; i < opened && (int) (open[i] >>> 32) == id; i++) {
        count += open[i] & Counted.MOST;
      }
      news.visit(id, count);
      for (; more && old.id < id; more = old.next()) {
        all.write(old.id, old.count);
      }
      if (more && old.id == id) {
        count += old.count;
        more = old.next();
      }
      all.write(id, count);
    }
    for (; more; more = old.next()) {
      all.write(old.id, old.count);
    }
    packed = all.bytes();
    open = NOTHING;
    opened = 0;
  }

  /** Forgets the ids that are not to be kept. */
  void retain(IntPredicate keep) {
    Writer kept = new Writer(packed.length);
    Reader reader = new Reader(packed);
    while (reader.next()) {
      if (keep.test(reader.id)) {
        kept.write(reader.id, reader.count);
      }
    }
    packed = kept.bytes();
    int left = 0;
    for (int i = 0; i < opened; i++) {
      if (keep.test((int) (open[i] >>> 32))) {
        open[left++] = open[i];
      }
    }
    opened = left;
  }

  /** Bytes of memory. */
  long bytes() {
    return Footprint.OBJECT
        + (packed == NONE ? 0 : Footprint.array(packed.length, Byte.BYTES))
        + (open == NOTHING ? 0 : Footprint.array(open.length, Long.BYTES));
  }

  /** Each counter is the gap to the id before, doubled, plus 1 if a count above 1 follows. */
  private static final class Writer {
    private byte[] bytes;
    private int length;
    private int last = -1;

    Writer(int most) {
      bytes = new byte[most];
    }

    void write(int id, long count) {
      if (bytes.length - length < LARGEST_COUNTER) {
        bytes = Arrays.copyOf(bytes, length + length / 2 + LARGEST_COUNTER);
      }
      long gap = id - last - 1L;
      last = id;
      varint((gap << 1) | (count > 1 ? 1 : 0));
      if (count > 1) {
        varint(count - 2);
      }
    }

    private void varint(long value) {
      long rest = value;
      for (; rest > 0x7f; rest >>>= 7) {
        bytes[length++] = (byte) (rest | 0x80);
      }
      bytes[length++] = (byte) rest;
    }

    byte[] bytes() {
      return length == 0 ? NONE : Arrays.copyOf(bytes, length);
    }
  }

  private static final class Reader {
    private final byte[] bytes;
    private int at;
    private int id = -1;
    private long count;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    boolean next() {
      if (at == bytes.length) {
        return false;
      }
      long head = varint();
      id += (int) (head >>> 1) + 1;
      count = (head & 1) == 0 ? 1 : varint() + 2;
      return true;
    }

    private long varint() {
      byte octet = bytes[at++];
      long value = octet & 0x7f;
      for (int shift = 7; octet < 0; shift += 7) {
        octet = bytes[at++];
        value |= (long) (octet & 0x7f) << shift;
      }
      return value;
    }
  }
}
