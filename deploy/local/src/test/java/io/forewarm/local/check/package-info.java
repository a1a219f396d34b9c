@NullMarked
package io.forewarm.local.check;

import org.jspecify.annotations.NullMarked;
