@NullMarked
package io.forewarm.local.advice;

import org.jspecify.annotations.NullMarked;
