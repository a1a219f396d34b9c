@NullMarked
package io.forewarm.local.topics;

import org.jspecify.annotations.NullMarked;
