/** How records flow through the topics: how many come, and how far each reader is behind. */
@NullMarked
package io.forewarm.streams.flow;

import org.jspecify.annotations.NullMarked;
