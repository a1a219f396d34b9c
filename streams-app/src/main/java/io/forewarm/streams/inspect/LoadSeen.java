package io.forewarm.streams.inspect;

/**
 * Loads of a key that a client reported.
 *
 * @param at of the report, broker time, milliseconds since 1970
 * @param service that loaded
 * @param loads how many
 */
record LoadSeen(long at, String service, long loads) {}
