/** The pipeline: topologies from named streams to named streams. */
@NullMarked
package io.forewarm.streams;

import org.jspecify.annotations.NullMarked;
