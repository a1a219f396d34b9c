/**
 * The invalidation worker: what was written goes to Redis, and only then to every client.
 *
 * <p>From top to bottom: {@code InvalidationWorker} joins the group; {@code WritesFollower} reads
 * {@code writes}; one {@code PartitionWork} a partition takes its records in {@code Round}s; {@code
 * WriteResolver} says what they mean; {@code Effects} carries that out; {@code InvalidationLog}
 * tells the clients, at the {@code Watermark} that then holds.
 */
@NullMarked
package io.forewarm.streams.invalidation;

import org.jspecify.annotations.NullMarked;
