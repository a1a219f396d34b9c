/** A Kafka broker, a Redis and the app as child processes of this one. */
@NullMarked
package io.forewarm.local.stack;

import org.jspecify.annotations.NullMarked;
