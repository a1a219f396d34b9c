/** How long values are fresh where that is learnt and not configured. */
@NullMarked
package io.forewarm.client.expiry;

import org.jspecify.annotations.NullMarked;
