@NullMarked
package io.forewarm.local.terminal;

import org.jspecify.annotations.NullMarked;
