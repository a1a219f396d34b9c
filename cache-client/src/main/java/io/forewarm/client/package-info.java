/** The client of Forewarm: a Redis cache that cannot stampede, complete without Kafka. */
@NullMarked
package io.forewarm.client;

import org.jspecify.annotations.NullMarked;
