package io.forewarm.spring;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application that reads keys by many threads at a moment that its parent names, over its input:
 * a line {@code calls KEY MILLIS}. It answers how often it has called the method, and ends with its
 * input.
 */
final class CountedReader {
  /** Threads that read at once. */
  static final int THREADS = 8;

  /** How long the method takes. */
  static final long LOAD_MILLIS = 200;

  private CountedReader() {}

  /** Reads as it is told. Arguments: properties of the application. */
  public static void main(String... arguments) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (ConfigurableApplicationContext application =
            new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .run(arguments);
        BufferedReader orders =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      Slow slow = application.getBean(Slow.class);
      slow.sync("warm-up");
      say("ready");
      for (String line = orders.readLine(); line != null; line = orders.readLine()) {
        String[] words = line.split(" ", 3);
        say(words[0] + ' ' + read(slow, threads, words[1], Long.parseLong(words[2])));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void say(String line) throws IOException {
    System.out.write(("> " + line + '\n').getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }

  private static int read(Slow slow, ExecutorService threads, String key, long at)
      throws Exception {
    slow.calls().set(0);
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      answers.add(
          threads.submit(
              () -> {
                long millis = at - System.currentTimeMillis();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
                return key.startsWith("plain") ? slow.plain(key) : slow.sync(key);
              }));
    }
    for (Future<String> answer : answers) {
      if (!answer.get().equals("value of " + key)) {
        throw new IllegalStateException("a reader of " + key + " got " + answer.get());
      }
    }
    return slow.calls().get();
  }

  @EnableCaching
  @EnableAutoConfiguration
  @Configuration(proxyBeanMethods = false)
  static class Application {
    @Bean
    Slow slow() {
      return new Slow();
    }
  }

  static class Slow {
    private final AtomicInteger calls = new AtomicInteger();

    public AtomicInteger calls() {
      return calls;
    }

    @Cacheable(cacheNames = "sync", sync = true)
    public String sync(String key) {
      return load(key);
    }

    @Cacheable("plain")
    public String plain(String key) {
      return load(key);
    }

    private String load(String key) {
      calls.incrementAndGet();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOAD_MILLIS));
      return "value of " + key;
    }
  }
}
