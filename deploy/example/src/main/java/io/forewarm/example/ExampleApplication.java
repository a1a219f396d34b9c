package io.forewarm.example;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The shop. */
@EnableCaching
@SpringBootApplication(proxyBeanMethods = false)
public class ExampleApplication {
  /** Starts the shop; the profile {@code before} is the shop without Forewarm. */
  public static void main(String... arguments) {
    SpringApplication.run(ExampleApplication.class, arguments);
  }

  @Bean
  @Profile("!before")
  Products products(JdbcClient database) {
    return new io.forewarm.example.after.ProductRepository(database);
  }

  @Bean
  @Profile("before")
  Products productsBefore(JdbcClient database) {
    return new io.forewarm.example.before.ProductRepository(database);
  }
}
