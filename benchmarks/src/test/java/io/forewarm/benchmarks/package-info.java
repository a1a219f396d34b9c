/** Tests of what the measurements say, never of how fast anything is. */
@NullMarked
package io.forewarm.benchmarks;

import org.jspecify.annotations.NullMarked;
