package io.forewarm.client.redis;

import java.util.Map;

/**
 * What was made void as a whole.
 *
 * @param asOf when Redis was asked, by its own clock, milliseconds since 1970
 * @param names tags, prefixes and regions as in the topic {@code tags}, each with the time of Redis
 *     when it was made void last
 */
public record Voided(long asOf, Map<String, Long> names) {}
