/** The live view of an app in a terminal. */
@NullMarked
package io.forewarm.local.top;

import org.jspecify.annotations.NullMarked;
