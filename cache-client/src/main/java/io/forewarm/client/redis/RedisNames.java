package io.forewarm.client.redis;

import java.util.List;

/**
 * What Forewarm calls things in Redis. A cache key alone tells all its names, and they lie in one
 * slot: its own hash tag decides, or else the whole key.
 *
 * @param prefix start of every name, without braces; the same for all that work together
 */
record RedisNames(String prefix) {
  RedisNames {
    if (prefix.length() > 64 || !prefix.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          "redisPrefix must be at most 64 visible ASCII characters: '" + prefix + "'");
    }
    if (prefix.indexOf('{') >= 0 || prefix.indexOf('}') >= 0) {
      throw new IllegalArgumentException(
          "redisPrefix must not have braces, they would be a hash tag: '" + prefix + "'");
    }
  }

  /** Where the envelope is. */
  String value(String cacheKey) {
    return values() + tagged(cacheKey);
  }

  /** What the names of all envelopes begin with. */
  String values() {
    return prefix + "v:";
  }

  /** Returns whose envelope is there; nothing if the name is none that {@link #value} returns. */
  String cacheKey(String name) {
    String start = values();
    if (!name.startsWith(start)) {
      return "";
    }
    String tail = name.substring(start.length());
    boolean whole =
        tail.lastIndexOf('{') == 0 && tail.indexOf('}') == tail.length() - 1 && tail.length() > 2;
    String cacheKey = whole ? tail.substring(1, tail.length() - 1) : tail;
    return value(cacheKey).equals(name) ? cacheKey : "";
  }

  /** Where the token of the lease is. */
  String lease(String cacheKey) {
    return prefix + "l:" + tagged(cacheKey);
  }

  /** Where the set of clients is that wait for the end of the lease. */
  String waiters(String cacheKey) {
    return prefix + "w:" + tagged(cacheKey);
  }

  /** What the names of all chunks of a large value begin with. */
  String chunks(String cacheKey) {
    return prefix + "c:" + tagged(cacheKey);
  }

  /**
   * Where a replica of a hot key is: on another master than home and the other replicas as far as
   * there are that many. How many replicas there are does not matter.
   *
   * @param number 1 to 16,383
   */
  String replica(String cacheKey, int number) {
    int slot = slot(cacheKey, number);
    return prefix + "r:{" + HashSlots.tag(slot) + '}' + number + ':' + cacheKey;
  }

  /** The slot of a replica, 0 for home. */
  int slot(String cacheKey, int number) {
    // A key without a brace is its own hash tag: no name need be made for it.
    String hashed = cacheKey.indexOf('}') < 0 ? cacheKey : value(cacheKey);
    return HashSlots.apart(HashSlots.of(hashed), number);
  }

  /** What every script about a key is given. */
  List<Object> all(String cacheKey) {
    return List.of(value(cacheKey), lease(cacheKey), waiters(cacheKey), chunks(cacheKey));
  }

  /** What the wake channels of all clients begin with. */
  String wakeChannels() {
    return prefix + "wake:";
  }

  /** What the clock is asked of; nothing is stored under it. */
  List<Object> clock() {
    return List.of(prefix + "clock");
  }

  /** Where it is remembered which tags, prefixes and regions were made void. */
  List<Object> voided() {
    return List.of(prefix + "voided");
  }

  /** Where the budget of an origin is that all processes share. */
  String budget(String origin) {
    return prefix + "b:{" + origin + '}';
  }

  private static String tagged(String cacheKey) {
    int open = cacheKey.indexOf('{');
    boolean ownTag = open >= 0 && cacheKey.indexOf('}', open) > open + 1;
    return ownTag ? cacheKey : '{' + cacheKey + '}';
  }
}
