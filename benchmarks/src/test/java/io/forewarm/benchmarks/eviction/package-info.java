/** What stays when memory is short, beside Redis' own eviction. */
@NullMarked
package io.forewarm.benchmarks.eviction;

import org.jspecify.annotations.NullMarked;
