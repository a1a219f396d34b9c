/** The documents, executed: what they say must be so. */
@NullMarked
package io.forewarm.local.docs;

import org.jspecify.annotations.NullMarked;
