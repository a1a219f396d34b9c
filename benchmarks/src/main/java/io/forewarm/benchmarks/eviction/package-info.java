/** Which values stay when memory is short: Forewarm's evictor beside Redis' own. */
@NullMarked
package io.forewarm.benchmarks.eviction;

import org.jspecify.annotations.NullMarked;
