package io.forewarm.streams.statistics;

/**
 * A cache key and what follows from its text.
 *
 * @param hash of its text, see {@link #hash(String)}
 * @param bytes of its text, about
 * @param template what it has in common with others, ids as {@code *}
 * @param entity text of the key to its first id; the whole text without an id
 * @param slot hash slot in Redis, as text
 */
record TemplateKey(
    String cacheKey, long hash, int bytes, String template, String entity, String slot) {
  /** Returns a hash of a cache key, all bits of which are random; made of one that Java has. */
  static long hash(String cacheKey) {
    long hash = cacheKey.hashCode() * 0x9e3779b97f4a7c15L;
    hash = (hash ^ (hash >>> 32)) * 0xff51afd7ed558ccdL;
    return hash ^ (hash >>> 33);
  }
}
