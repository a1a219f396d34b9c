/** The bench command: measurements in alternating rounds, and what they say. */
@NullMarked
package io.forewarm.benchmarks;

import org.jspecify.annotations.NullMarked;
