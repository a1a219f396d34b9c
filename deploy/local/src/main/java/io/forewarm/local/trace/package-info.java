/** Recorded traffic: the forms in which it comes, read as a stream in the order of time. */
@NullMarked
package io.forewarm.local.trace;

import org.jspecify.annotations.NullMarked;
