/** Tests of the trace readers and the replay. */
@NullMarked
package io.forewarm.local.trace;

import org.jspecify.annotations.NullMarked;
