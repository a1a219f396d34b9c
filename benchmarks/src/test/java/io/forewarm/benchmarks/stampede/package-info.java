/** Tests of what is said of an expiry. */
@NullMarked
package io.forewarm.benchmarks.stampede;

import org.jspecify.annotations.NullMarked;
