/**
 * Looks into topics without a group: the latest records of one, dead letters, and their way back.
 */
@NullMarked
package io.forewarm.streams.topics;

import org.jspecify.annotations.NullMarked;
