package io.forewarm.client;

import io.forewarm.client.redis.WriteId;
import org.jspecify.annotations.Nullable;

/**
 * What a flight brought.
 *
 * @param value null: the origin has none
 * @param validSince the value is no older than this moment, {@link System#nanoTime}
 * @param proven nothing has invalidated the key between that moment and the landing
 * @param lastWrite the last write that Redis knew of when the load began, {@link WriteId#NONE} if
 *     it knew of none
 * @param bytes size of the value, about
 * @param kept whether it may be kept; a loader can forbid it
 */
record Landing<V>(
    @Nullable V value,
    long validSince,
    boolean proven,
    WriteId lastWrite,
    int bytes,
    boolean kept) {
  /**
   * Whether it may answer a reader: nothing was written between the beginning of the load and the
   * beginning of the read. That is so if the load began later, or its fill was accepted, or both
   * found the same last write in Redis.
   */
  boolean answers(Read<?> read) {
    return proven
        || validSince - read.began() >= 0
        || (!lastWrite.equals(WriteId.NONE) && lastWrite.equals(read.lastWrite()));
  }
}
