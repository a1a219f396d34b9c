/** Tests of the demo. */
@NullMarked
package io.forewarm.local.demo;

import org.jspecify.annotations.NullMarked;
