package io.forewarm.spring;

import java.util.List;
import org.springframework.cache.annotation.Cacheable;

/** Methods that many services share. */
public abstract class Listed<T> {
  @Cacheable("generic")
  public List<T> all() {
    return every();
  }

  abstract List<T> every();
}
