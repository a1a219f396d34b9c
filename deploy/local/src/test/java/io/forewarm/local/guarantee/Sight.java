package io.forewarm.local.guarantee;

/**
 * What a reader, a writer or an observer of Redis saw. Versions count the writes of a key in the
 * order of its origin. Times are {@link System#nanoTime}, which on Linux all processes of a machine
 * share.
 */
public sealed interface Sight {
  /**
   * A read was answered.
   *
   * @param began when it began
   */
  record Read(String reader, String key, long version, long began) implements Sight {}

  /** A read ended with an exception. */
  record ReadFailed(String reader, String key, String why, long at) implements Sight {}

  /**
   * The origin has taken a write.
   *
   * @param id under which the caches are told of it; empty if that is not known
   */
  record Written(String key, long version, String id) implements Sight {}

  /**
   * The call that tells the caches of a write has returned, and not failed.
   *
   * @param at when
   */
  record Told(String key, long version, long at) implements Sight {}

  /**
   * Redis was looked at. Looks at a key come in their order.
   *
   * @param version of the value, or {@link #NO_VALUE}
   * @param writeId in the header; empty if nothing is stored
   * @param at when the answer had come
   */
  record Stored(String key, long version, String writeId, long at) implements Sight {
    /** Nothing is stored, or a tombstone. */
    public static final long NO_VALUE = -1;
  }

  /**
   * A reader stood still and goes on.
   *
   * @param at not later than its first step
   */
  record Resumed(String reader, long at) implements Sight {}
}
