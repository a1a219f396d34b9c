/** The near cache: hot values in this process, with a known staleness. */
@NullMarked
package io.forewarm.client.near;

import org.jspecify.annotations.NullMarked;
