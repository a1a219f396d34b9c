package io.forewarm.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Faults on the way to a real Redis, and their end. */
@Tag("integration")
class FaultyRedisTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final FaultyRedis proxy = FaultyRedis.before(Embedded.redis());

  @AfterEach
  void close() {
    proxy.close();
  }

  private RedisConnection connect() throws IOException {
    return new RedisConnection(proxy.port(), PATIENCE);
  }

  @Test
  void letsEverythingThrough() throws IOException {
    String large = "x".repeat(300_000);
    try (RedisConnection redis = connect()) {
      assertThat(redis.send("SET", "faulty", large)).isEqualTo("OK");
      assertThat(redis.send("GET", "faulty")).isEqualTo(large);
      assertThat(redis.send("DEL", "faulty")).isEqualTo("1");
    }
    assertThat(proxy.url()).isEqualTo("redis://127.0.0.1:" + proxy.port());
  }

  @Test
  void answersLate() throws IOException {
    try (RedisConnection redis = connect()) {
      proxy.delay(Duration.ofMillis(200));
      long began = System.nanoTime();
      redis.send("PING");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(199));
      proxy.heal();
      assertThat(redis.send("PING")).isEqualTo("PONG");
    }
  }

  @Test
  void answersWithErrorsAndDoesNothing() throws IOException {
    try (RedisConnection redis = connect()) {
      proxy.answerErrors("OOM it's full");
      assertThatThrownBy(() -> redis.send("SET", "faulty-error", "1"))
          .hasMessage("SET faulty-error 1: -OOM it's full");
      assertThat(redis.send("PING")).isEqualTo("PONG");
      proxy.heal();
      assertThat(redis.send("EXISTS", "faulty-error")).isEqualTo("0");
    }
  }

  @Test
  void cutsOnceAndRefusesUntilHealed() throws IOException {
    RedisConnection first = connect();
    first.send("PING");
    proxy.cut();
    assertThatThrownBy(() -> first.send("PING")).isInstanceOf(IOException.class);
    RedisConnection second = connect();
    assertThat(second.send("PING")).isEqualTo("PONG");
    proxy.refuse();
    assertThatThrownBy(() -> second.send("PING")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> connect().send("PING")).isInstanceOf(IOException.class);
    proxy.heal();
    try (RedisConnection third = connect()) {
      assertThat(third.send("PING")).isEqualTo("PONG");
    }
    first.close();
    second.close();
  }

  @Test
  void losesTheAnswerToWhatIsDone() throws IOException {
    proxy.loseAnswers(1);
    try (RedisConnection redis = connect()) {
      assertThatThrownBy(() -> redis.send("SET", "faulty-lost", "1"))
          .isInstanceOf(IOException.class);
    }
    proxy.heal();
    try (RedisConnection redis = connect()) {
      assertThat(redis.send("DEL", "faulty-lost")).isEqualTo("1");
    }
  }
}
