/** Statistics of regions, all clients together. */
@NullMarked
package io.forewarm.streams.insight;

import org.jspecify.annotations.NullMarked;
