package io.forewarm.streams.statistics;

/**
 * A cache key and what follows from its text.
 *
 * @param hash of its text
 * @param bytes of its text, about
 * @param template what it has in common with others, ids as {@code *}
 * @param entity text of the key to its first id; the whole text without an id
 * @param slot hash slot in Redis, as text
 */
record TemplateKey(
    String cacheKey, long hash, int bytes, String template, String entity, String slot) {}
