/** What regions do that act, and what those would do that are observed. */
@NullMarked
package io.forewarm.local.observe;

import org.jspecify.annotations.NullMarked;
