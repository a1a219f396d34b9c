/** How soon hot keys are found, and how much traffic the finding takes. */
@NullMarked
package io.forewarm.benchmarks.hotkeys;

import org.jspecify.annotations.NullMarked;
