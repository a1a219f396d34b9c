/** Typed, hierarchical keys. */
@NullMarked
package io.forewarm.client.keys;

import org.jspecify.annotations.NullMarked;
