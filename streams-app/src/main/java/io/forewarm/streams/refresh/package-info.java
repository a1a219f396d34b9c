/** Orders hot values to be loaded again before they expire. */
@NullMarked
package io.forewarm.streams.refresh;

import org.jspecify.annotations.NullMarked;
