/** What regions do, and what they would do if decisions about them were executed. */
@NullMarked
package io.forewarm.streams.observation;

import org.jspecify.annotations.NullMarked;
