package io.forewarm.client.events;

/**
 * One acknowledged record.
 *
 * @param idle time before it was sent, nanoseconds
 * @param there time until the broker stamped it
 * @param back time until the acknowledgement came
 */
record Trip(long idle, long there, long back) {}
