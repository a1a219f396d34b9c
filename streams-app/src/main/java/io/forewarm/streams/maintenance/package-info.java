/**
 * Work on what Redis holds: keeps its memory below the high watermark, and says what about its
 * memory is set up badly.
 */
@NullMarked
package io.forewarm.streams.maintenance;

import org.jspecify.annotations.NullMarked;
