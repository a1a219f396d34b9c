@NullMarked
package io.forewarm.local.inspect;

import org.jspecify.annotations.NullMarked;
