package io.forewarm.spring;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.Caching;

/** A service as anybody writes it, over a table that the test sees. */
public class Products extends Listed<Products.Product> {
  @Override
  List<Product> every() {
    return List.copyOf(origin.table.values());
  }

  private final Origin origin = new Origin();

  /** What the methods read; a proxy shows methods only. */
  public Origin origin() {
    return origin;
  }

  public static final class Origin {
    final Map<Long, Product> table = new ConcurrentHashMap<>();
    final AtomicInteger calls = new AtomicInteger();

    /** What happens in a method between reading the table and returning. */
    volatile Runnable meanwhile = () -> {};
  }

  public record Product(long id, String name, long version) {}

  static class NotFound extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotFound(long id) {
      super("no product " + id);
    }
  }

  private @Nullable Product read(long id) {
    origin.calls.incrementAndGet();
    Product read = origin.table.get(id);
    origin.meanwhile.run();
    return read;
  }

  @Cacheable("products")
  public @Nullable Product product(long id) {
    return read(id);
  }

  @Cacheable("optional")
  public Optional<Product> optional(long id) {
    return Optional.ofNullable(read(id));
  }

  @Cacheable(cacheNames = "later")
  public CompletableFuture<Product> later(long id) {
    return CompletableFuture.supplyAsync(() -> read(id));
  }

  @Cacheable(cacheNames = "named", unless = "#result.name.startsWith('draft')")
  public Product named(long id) {
    return read(id);
  }

  @Cacheable("strict")
  public Product strict(long id) {
    Product read = read(id);
    if (read == null) {
      throw new NotFound(id);
    }
    return read;
  }

  @Caching(
      cacheable = @Cacheable("both"),
      evict = @CacheEvict(cacheNames = "named", key = "#id + 1000000"))
  public Product both(long id) {
    return read(id);
  }

  @Cacheable("pages")
  public List<Product> page(String author, int page) {
    return origin.table.values().stream().filter(each -> each.name().equals(author)).toList();
  }

  @Tagged("'author:' + #result.name")
  @Cacheable("tagged")
  public Product tagged(long id) {
    return read(id);
  }

  @EvictTags("'author:' + #author")
  public void renamed(String author) {}

  @Warmable
  @Cacheable("warm")
  public Product warm(long id) {
    return read(id);
  }

  @CacheEvict("products")
  public void removed(long id) {
    origin.table.remove(id);
  }

  @CacheEvict("products")
  public void removedLater(long id) {}

  @CacheEvict(cacheNames = "products", allEntries = true)
  public void allRemoved() {
    origin.table.clear();
  }

  @CachePut(cacheNames = "products", key = "#product.id")
  public Product saved(Product product) {
    origin.table.put(product.id(), product);
    return product;
  }

  @CacheEvict("products")
  public void renamedWrongly(long id, String name) {}

  @CacheEvict("elsewhere")
  public void removedElsewhere(long id) {}
}
