package io.forewarm.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
@SuppressWarnings("NullAway.Init")
class UpCommandTest {
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration END = Duration.ofSeconds(60);
  private static final Pattern READY =
      Pattern.compile(
          "READY kafka=127\\.0\\.0\\.1:\\d+ redis=redis://127\\.0\\.0\\.1:\\d+"
              + " http=http://127\\.0\\.0\\.1:\\d+"
              + " kafka\\.pid=(\\d+) redis\\.pid=(\\d+) app\\.pid=(\\d+)");

  @TempDir private Path root;

  private Process up;
  private BufferedReader lines;
  private Matcher ready;
  private List<ProcessHandle> below;

  @BeforeEach
  void start() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "io.forewarm.local.Main",
            "up",
            "--restart-delay",
            "100ms");
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("FOREWARM_RUNTIME_DIR", root.resolve("run").toString());
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + root);
    builder.redirectError(new File(root.toFile(), "stderr"));
    up = builder.start();
    lines = up.inputReader(StandardCharsets.UTF_8);
    ready = READY.matcher(nextLine());
    assertThat(ready.matches()).isTrue();
    below = up.descendants().toList();
  }

  @AfterEach
  void end() {
    up.destroyForcibly();
  }

  private String nextLine() throws Exception {
    return CompletableFuture.supplyAsync(this::readLine).get(START.toSeconds(), TimeUnit.SECONDS);
  }

  private String readLine() {
    try {
      String line = lines.readLine();
      if (line == null) {
        throw new AssertionError("no more lines; see " + root.resolve("stderr"));
      }
      return line;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private long pid(int group) {
    return Long.parseLong(ready.group(group));
  }

  private void kill(long pid) {
    assertThat(below).anyMatch(process -> process.pid() == pid);
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  private void assertNothingIsLeft() {
    assertThat(below).hasSizeGreaterThanOrEqualTo(3);
    await().atMost(END).untilAsserted(() -> assertThat(below).noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void aKilledAppComesBackAndSigtermEndsEverything() throws Exception {
    NoticeBoard board = new NoticeBoard(root.resolve("run"));
    assertThat(board.newest()).map(RunningStack::pid).hasValue(up.pid());

    kill(pid(3));
    assertThat(nextLine()).matches("RESTARTED app\\.pid=\\d+").doesNotContain("=" + pid(3));
    below = up.descendants().toList();
    kill(pid(2));
    up.destroy();

    assertThat(up.waitFor(END.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(up.exitValue()).isEqualTo(128 + 15);
    assertNothingIsLeft();
    assertThat(board.newest()).isEmpty();
    assertThat(root.toFile().listFiles((folder, name) -> name.startsWith("forewarm-stack-")))
        .isEmpty();
    assertThat(root.resolve("stderr")).content().contains("app ended with code 137 (SIGKILL)");
  }

  @Test
  void whenItIsKilledItsPartsEndToo() throws Exception {
    up.destroyForcibly().waitFor();

    assertNothingIsLeft();
    assertThat(new NoticeBoard(root.resolve("run")).newest()).isEmpty();
  }
}
