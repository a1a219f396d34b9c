/** Which entries go when memory is short: those that are worth least for each byte. */
@NullMarked
package io.forewarm.streams.eviction;

import org.jspecify.annotations.NullMarked;
