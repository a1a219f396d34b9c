/** The demo: one social platform, first with plain cache-aside, then with Forewarm. */
@NullMarked
package io.forewarm.local.demo;

import org.jspecify.annotations.NullMarked;
