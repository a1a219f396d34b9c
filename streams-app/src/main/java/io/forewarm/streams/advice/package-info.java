/** What would pay: recommendations from the statistics, each with its evidence and its effect. */
@NullMarked
package io.forewarm.streams.advice;

import org.jspecify.annotations.NullMarked;
