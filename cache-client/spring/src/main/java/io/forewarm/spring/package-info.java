/** Forewarm in Spring: configuration, the cache abstraction, health. */
@NullMarked
package io.forewarm.spring;

import org.jspecify.annotations.NullMarked;
