package io.forewarm.spring;

import io.forewarm.client.Forewarm;
import io.forewarm.client.testing.MemoryForewarm;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Applications for tests. */
final class Applications {
  private Applications() {}

  /** One that has the starter. */
  static ApplicationContextRunner withStarter() {
    return new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                ForewarmAutoConfiguration.class,
                ForewarmCacheAutoConfiguration.class,
                ForewarmActuatorAutoConfiguration.class,
                CacheAutoConfiguration.class));
  }

  /** One that caches products in memory. */
  static ApplicationContextRunner inMemory() {
    return withStarter().withUserConfiguration(Memory.class, Shop.class);
  }

  /** Forewarm without Redis. */
  @Configuration(proxyBeanMethods = false)
  static class Memory {
    @Bean
    MemoryForewarm memory() {
      return new MemoryForewarm();
    }

    @Bean
    Forewarm forewarm(MemoryForewarm memory) {
      return memory.forewarm();
    }
  }

  /** A service with cached methods. */
  @EnableCaching
  @Configuration(proxyBeanMethods = false)
  static class Shop {
    @Bean
    Products products() {
      return new Products();
    }
  }

  /** Another service that caches something else under the same name. */
  @Configuration(proxyBeanMethods = false)
  static class Names {
    @Bean
    NamesOfProducts names() {
      return new NamesOfProducts();
    }
  }

  static class NamesOfProducts {
    @Cacheable("products")
    public String name(long id) {
      return "product " + id;
    }
  }
}
