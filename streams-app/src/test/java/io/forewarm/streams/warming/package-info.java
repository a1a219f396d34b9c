@NullMarked
package io.forewarm.streams.warming;

import org.jspecify.annotations.NullMarked;
