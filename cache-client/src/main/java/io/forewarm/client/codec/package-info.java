/** Explicit and safe codecs of values, and their compression. */
@NullMarked
package io.forewarm.client.codec;

import org.jspecify.annotations.NullMarked;
