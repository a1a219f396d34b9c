/** The repository of products with cache-aside by hand. */
@NullMarked
package io.forewarm.example.before;

import org.jspecify.annotations.NullMarked;
