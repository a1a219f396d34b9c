package io.forewarm.streams.warming;

import org.apache.kafka.streams.processor.TaskId;

/** The identity of an order, which tells the shard that gave it. */
final class OrderId {
  private static final String SHARD = " @";
  private static final int NONE = -1;

  private OrderId() {}

  /**
   * Names an order.
   *
   * @param at what tells it from other orders of the key, milliseconds
   */
  static String of(boolean warm, String cacheKey, long at, TaskId shard) {
    return (warm ? "warm " : "renew ") + cacheKey + " " + at + SHARD + shard.partition();
  }

  /** Whether an order was given for what users read next; others are not of a shard. */
  static boolean named(String id) {
    return shard(id) != NONE;
  }

  /** Returns the shard that gave an order. */
  static int shard(String id) {
    int from = id.lastIndexOf(SHARD);
    try {
      return from < 0 ? NONE : Integer.parseInt(id.substring(from + SHARD.length()));
    } catch (NumberFormatException e) {
      return NONE;
    }
  }
}
