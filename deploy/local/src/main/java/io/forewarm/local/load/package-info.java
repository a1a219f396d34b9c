/**
 * The one load driver: open loop, a simulated origin, and figures that mean the same everywhere.
 */
@NullMarked
package io.forewarm.local.load;

import org.jspecify.annotations.NullMarked;
