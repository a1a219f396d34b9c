/** How soon a write takes effect in Redis and in the clients. */
@NullMarked
package io.forewarm.benchmarks.invalidation;

import org.jspecify.annotations.NullMarked;
