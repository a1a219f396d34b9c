@NullMarked
package io.forewarm.local.warming;

import org.jspecify.annotations.NullMarked;
