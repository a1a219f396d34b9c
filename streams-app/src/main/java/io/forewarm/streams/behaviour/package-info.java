/**
 * What users read next, and which keys will be read again: learnt from {@code visits} and {@code
 * access} while running, with nothing configured per data set. Pure: no Kafka, no Redis, no clock.
 */
@NullMarked
package io.forewarm.streams.behaviour;

import org.jspecify.annotations.NullMarked;
