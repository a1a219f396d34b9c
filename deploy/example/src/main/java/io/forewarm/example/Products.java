package io.forewarm.example;

import org.jspecify.annotations.Nullable;

/** The products of the shop. */
public interface Products {
  /** Returns a product, or null. */
  @Nullable Product product(long id);

  /** Changes a price; false: there is no such product. */
  boolean reprice(long id, long cents);
}
