package io.forewarm.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class EmbeddedRedisTest {

  @Test
  void answersAndKeepsNothing() throws IOException {
    try (EmbeddedRedis redis = EmbeddedRedis.start()) {
      assertThat(redis.url()).isEqualTo("redis://127.0.0.1:" + redis.port());
      assertThat(redis.send("SET", "name", "wärme")).isEqualTo("OK");
      assertThat(redis.send("GET", "name")).isEqualTo("wärme");
      assertThat(redis.send("INFO", "persistence")).contains("aof_enabled:0");
      long before = redis.pid();

      redis.restart();

      assertThat(redis.pid()).isNotEqualTo(before);
      assertThat(redis.send("GET", "name")).isEmpty();
    }
  }

  @Test
  void listensOnLoopbackOnly() throws IOException {
    try (EmbeddedRedis redis = EmbeddedRedis.start()) {
      assertThat(redis.send("INFO", "server"))
          .contains("tcp_port:" + redis.port())
          .contains("process_id:" + redis.pid());
      // 127.0.0.2 is this machine, too, and would answer if it listened on all addresses
      assertThatThrownBy(() -> new Socket("127.0.0.2", redis.port()))
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void boundsItsMemory() throws IOException {
    try (EmbeddedRedis redis = EmbeddedRedis.builder().maxMemory("5mb", "allkeys-lfu").start()) {
      assertThat(redis.send("INFO", "memory"))
          .contains("maxmemory:5242880")
          .contains("maxmemory_policy:allkeys-lfu");
    }
  }

  @Test
  void keepsDataInAFolderThatWasGiven(@TempDir Path dir) throws IOException {
    int port;
    try (EmbeddedRedis redis = EmbeddedRedis.builder().dir(dir).start()) {
      port = redis.port();
      redis.send("SET", "name", "kept");
    }
    assertThat(Files.exists(dir.resolve("appendonlydir"))).isTrue();
    try (EmbeddedRedis redis = EmbeddedRedis.builder().port(port).dir(dir).start()) {
      assertThat(redis.send("GET", "name")).isEqualTo("kept");
    }
  }

  @Test
  void standsStillWhilePaused() throws IOException {
    try (EmbeddedRedis redis = EmbeddedRedis.start()) {
      redis.pause();
      try (RedisConnection connection = new RedisConnection(redis.port(), Duration.ofMillis(300))) {
        assertThatThrownBy(() -> connection.send("PING"))
            .isInstanceOf(SocketTimeoutException.class);
      }
      redis.resume();
      assertThat(redis.send("PING")).isEqualTo("PONG");
    }
  }

  @Test
  void stopsWhilePausedAndTwice() {
    try (EmbeddedRedis redis = EmbeddedRedis.start()) {
      ProcessHandle process = ProcessHandle.of(redis.pid()).orElseThrow();
      redis.pause();
      redis.stop();
      redis.stop();
      assertThat(process.isAlive()).isFalse();
      assertThat(redis.isAlive()).isFalse();
      assertThatThrownBy(redis::pid).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void saysWhyItDidNotStart() {
    assertThatThrownBy(() -> EmbeddedRedis.builder().setting("maxmemory", "a lot").start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("maxmemory");
  }
}
