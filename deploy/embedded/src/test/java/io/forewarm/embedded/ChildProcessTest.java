package io.forewarm.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class ChildProcessTest {

  @Test
  void theBrokerRunsAsAProcessAndEndsOnSigterm(@TempDir Path dir) throws Exception {
    int port = FreePorts.take();
    Path file = Files.writeString(dir.resolve("broker.properties"), "port=" + port + "\n");
    Path data = dir.resolve("data");
    Process broker = java(KafkaProcess.class, "-Xmx256m", file.toString(), "dir=" + data);
    try {
      assertThat(firstLine(broker, "READY")).isEqualTo("READY bootstrap=127.0.0.1:" + port);
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port))) {
        assertThat(admin.describeCluster().nodes().get()).hasSize(1);
      }
      broker.destroy();
      assertThat(broker.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(broker.exitValue()).as("128 + SIGTERM").isEqualTo(143);
      assertThat(data).isNotEmptyDirectory();
    } finally {
      broker.destroyForcibly();
    }
  }

  @Test
  void redisEndsWithAJvmThatWasKilled() throws Exception {
    Process parent = java(RedisOwner.class);
    try {
      String line = firstLine(parent, "PID");
      ProcessHandle redis = ProcessHandle.of(Long.parseLong(line.substring(4))).orElseThrow();
      assertThat(redis.isAlive()).isTrue();

      parent.destroyForcibly();

      await().atMost(Duration.ofSeconds(20)).until(() -> !redis.isAlive());
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void aSharedRedisEndsWithItsJvmWithoutAWord() throws Exception {
    Process user = java(SharedRedisUser.class);
    try {
      List<String> said = user.inputReader(UTF_8).lines().toList();
      assertThat(user.waitFor()).isZero();
      assertThat(said).hasSize(1);
      long pid = Long.parseLong(said.get(0));
      await().atMost(Duration.ofSeconds(20)).until(() -> ProcessHandle.of(pid).isEmpty());
    } finally {
      user.destroyForcibly();
    }
  }

  /** Uses the Redis that all tests of a JVM share, and ends. */
  static final class SharedRedisUser {
    private SharedRedisUser() {}

    public static void main(String... args) {
      System.out.println(Embedded.redis().pid());
    }
  }

  /** Starts a Redis, and then waits to be killed. */
  static final class RedisOwner {
    private RedisOwner() {}

    public static void main(String... args) throws IOException {
      try (EmbeddedRedis redis = EmbeddedRedis.start()) {
        System.out.println("PID " + redis.pid());
        System.in.read();
      }
    }
  }

  private static String firstLine(Process process, String start) throws IOException {
    BufferedReader out = process.inputReader(UTF_8);
    List<String> seen = new ArrayList<>();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(start)) {
        return line;
      }
      seen.add(line);
    }
    throw new AssertionError("no line " + start + " in " + seen);
  }

  private static Process java(Class<?> main, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(args).stream().filter(arg -> arg.startsWith("-")).toList());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args).stream().filter(arg -> !arg.startsWith("-")).toList());
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
