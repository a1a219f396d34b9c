package io.forewarm.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.forewarm.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class LocalStackTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path root;

  private final List<String> deaths = new CopyOnWriteArrayList<>();
  private final StackListener listener =
      new StackListener() {
        @Override
        public void died(StackPart part, int exitCode) {
          deaths.add(part + " " + exitCode);
        }
      };

  private static int ready(LocalStack stack) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create(stack.addresses().http() + "/health/ready"))
                  .timeout(Duration.ofSeconds(10))
                  .build(),
              BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void killFromOutside(long pid) {
    assertThat(ProcessHandle.of(pid)).isPresent();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  @Test
  void partsServeComeBackAndLeaveNothingBehind() throws Exception {
    StackConfig config =
        StackConfig.DEFAULT
            .withData(root.resolve("data"))
            .withTopics(new Topics("stack.", 2))
            .withMaxmemory("32mb");
    List<ProcessHandle> children;
    try (LocalStack stack = LocalStack.start(config, listener)) {
      assertThat(ready(stack)).isEqualTo(200);
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.addresses().kafka()))) {
        assertThat(admin.listTopics().names().get()).contains("stack.access", "stack.rules");
      }
      assertThatThrownBy(() -> stack.restart(StackPart.APP))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("runs already");

      long app = stack.pid(StackPart.APP);
      killFromOutside(app);
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(deaths).containsExactly("APP 137"));
      assertThat(stack.isRunning(StackPart.APP)).isFalse();
      stack.restart(StackPart.APP);
      assertThat(stack.pid(StackPart.APP)).isNotEqualTo(app);
      assertThat(ready(stack)).isEqualTo(200);

      stack.kill(StackPart.REDIS);
      stack.kill(StackPart.KAFKA);
      stack.restart(StackPart.REDIS);
      stack.restart(StackPart.KAFKA);
      await().atMost(PATIENCE).until(() -> ready(stack) == 200);
      assertThat(deaths).hasSize(1);

      children =
          Arrays.stream(StackPart.values())
              .map(part -> ProcessHandle.of(stack.pid(part)).orElseThrow())
              .toList();
    }
    assertThat(children).hasSize(3).noneMatch(ProcessHandle::isAlive);
    assertThat(deaths).hasSize(1);
    assertThat(root.resolve("data/logs/app.log")).isNotEmptyFile();
    assertThat(root.resolve("data/kafka")).isNotEmptyDirectory();
  }

  @Test
  void aPartThatCannotStartIsNamedWithItsLogAndNothingStays() {
    StackConfig wrong = StackConfig.DEFAULT.withApp(Map.of("http.prot", "1"));
    long before = ProcessHandle.current().children().count();

    assertThatThrownBy(() -> LocalStack.start(wrong, listener))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("app ended with code 2")
        .hasMessageContaining("http.prot");

    assertThat(ProcessHandle.current().children().count()).isLessThanOrEqualTo(before);
  }
}
