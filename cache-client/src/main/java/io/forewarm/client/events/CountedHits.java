package io.forewarm.client.events;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A near entry's own count of its hits, which the flush thread brings home to the counter of its
 * key. The first thread that hits the entry owns the count and writes it without any atomic
 * operation, into a cache line that it has read anyway; all other threads count at the key's
 * counter. No hit is lost, and none allocates; see RATIONALE.md, "Counters".
 */
public abstract class CountedHits {
  private static final VarHandle OWNER;
  private static final VarHandle HITS;
  private static final VarHandle QUEUED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      OWNER = lookup.findVarHandle(CountedHits.class, "owner", Thread.class);
      HITS = lookup.findVarHandle(CountedHits.class, "hits", int.class);
      QUEUED = lookup.findVarHandle(CountedHits.class, "queued", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final KeyCounter counter;

  private @Nullable Thread owner;

  /** Of its owner; wraps around. */
  private int hits;

  /** How many of the hits are home. The flush thread's. */
  private int atHome;

  /** Whether the flush thread will look here. */
  @SuppressWarnings("UnusedVariable") // by its handle
  private boolean queued;

  /** The next entry in the queue. */
  @Nullable CountedHits next;

  /** Counts for a key. */
  protected CountedHits(KeyCounter counter) {
    this.counter = counter;
  }

  /** Where all else that happens to the key is counted. */
  public final KeyCounter counter() {
    return counter;
  }

  /** Counts a hit of a fresh value. */
  public final void hit() {
    Thread reader = Thread.currentThread();
    if (owner != reader && !own(reader)) {
      counter.nearHit(false);
      return;
    }
    HITS.setOpaque(this, hits + 1);
    if (!(boolean) QUEUED.getOpaque(this)) {
      QUEUED.setOpaque(this, true);
      counter.queue(this);
    }
  }

  /** What is reported to nobody has no owner: its counter serves all. */
  private boolean own(Thread reader) {
    return owner == null && counter.heard() && OWNER.compareAndSet(this, null, reader);
  }

  /** The flush thread takes it out of the queue; the owner's next hit queues it again. */
  void leaveQueue() {
    next = null;
    QUEUED.setVolatile(this, false);
  }

  /** For tests: as its owner saw it before the flush thread's store. */
  void markQueued() {
    QUEUED.setVolatile(this, true);
  }

  /** Moves the hits that are not home yet to the counter. */
  void bringHome() {
    int seen = (int) HITS.getOpaque(this);
    if (seen != atHome) {
      counter.nearHits(seen - atHome);
      atHome = seen;
    }
  }
}
