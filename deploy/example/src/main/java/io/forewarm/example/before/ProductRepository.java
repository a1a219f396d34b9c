package io.forewarm.example.before;

import io.forewarm.example.Product;
import io.forewarm.example.Products;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Products in PostgreSQL. */
public class ProductRepository implements Products {
  private final JdbcClient database;
  private final Map<Long, Product> cache = new ConcurrentHashMap<>();

  /** Reads a database. */
  public ProductRepository(JdbcClient database) {
    this.database = database;
  }

  @Override
  public @Nullable Product product(long id) {
    Product cached = cache.get(id);
    if (cached == null) {
      cached = load(id);
      if (cached != null) {
        cache.put(id, cached);
      }
    }
    return cached;
  }

  @Override
  public boolean reprice(long id, long cents) {
    int rows = database.sql("update product set cents = ? where id = ?").params(cents, id).update();
    cache.remove(id);
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
