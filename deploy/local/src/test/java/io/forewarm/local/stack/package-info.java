@NullMarked
package io.forewarm.local.stack;

import org.jspecify.annotations.NullMarked;
