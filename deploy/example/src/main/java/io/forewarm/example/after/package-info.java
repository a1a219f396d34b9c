/** The repository of products with Forewarm. */
@NullMarked
package io.forewarm.example.after;

import org.jspecify.annotations.NullMarked;
