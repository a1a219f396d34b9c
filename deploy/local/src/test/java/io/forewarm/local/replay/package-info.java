/** Tests of the trace readers and the replay. */
@NullMarked
package io.forewarm.local.replay;

import org.jspecify.annotations.NullMarked;
