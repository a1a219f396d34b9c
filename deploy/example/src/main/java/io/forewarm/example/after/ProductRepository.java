package io.forewarm.example.after;

import io.forewarm.example.Product;
import io.forewarm.example.Products;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Products in PostgreSQL. */
public class ProductRepository implements Products {
  private final JdbcClient database;

  /** Reads a database. */
  public ProductRepository(JdbcClient database) {
    this.database = database;
  }

  @Override
  @Cacheable("products")
  public @Nullable Product product(long id) {
    return load(id);
  }

  @Override
  @CacheEvict(cacheNames = "products", key = "#id")
  public boolean reprice(long id, long cents) {
    int rows = database.sql("update product set cents = ? where id = ?").params(cents, id).update();
    return rows > 0;
  }

  private @Nullable Product load(long id) {
    return database
        .sql("select id, name, cents from product where id = ?")
        .param(id)
        .query(Product.class)
        .optional()
        .orElse(null);
  }
}
