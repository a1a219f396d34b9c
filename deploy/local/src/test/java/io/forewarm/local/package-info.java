@NullMarked
package io.forewarm.local;

import org.jspecify.annotations.NullMarked;
