/** How commands find and ask an app. */
@NullMarked
package io.forewarm.local.app;

import org.jspecify.annotations.NullMarked;
