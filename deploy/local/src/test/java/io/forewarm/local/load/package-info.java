/** Tests of the load driver. */
@NullMarked
package io.forewarm.local.load;

import org.jspecify.annotations.NullMarked;
