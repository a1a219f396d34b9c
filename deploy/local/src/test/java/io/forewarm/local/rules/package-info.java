@NullMarked
package io.forewarm.local.rules;

import org.jspecify.annotations.NullMarked;
