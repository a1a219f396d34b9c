/** Tests of the near cache. */
@NullMarked
package io.forewarm.client.near;

import org.jspecify.annotations.NullMarked;
