/** The command that tells all that is known of one key. */
@NullMarked
package io.forewarm.local.inspect;

import org.jspecify.annotations.NullMarked;
