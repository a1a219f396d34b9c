/** A shop that reads products from PostgreSQL. */
@NullMarked
package io.forewarm.example;

import org.jspecify.annotations.NullMarked;
