/** What the keys of each template did: now, and over the last hours, days and weeks. */
@NullMarked
package io.forewarm.streams.statistics;

import org.jspecify.annotations.NullMarked;
