package io.forewarm.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TetherTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private Process start(String script) throws Exception {
    return new ProcessBuilder(new Tether(folder).around(List.of("/bin/sh", "-c", script))).start();
  }

  @Test
  void theCommandKeepsItsOutputAndExitCodeAndGetsNoInput() throws Exception {
    Process process = start("cat; echo out; exit 7");

    assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("out");
    assertThat(process.waitFor()).isEqualTo(7);
    process.getOutputStream().close();
  }

  @Test
  void theProcessIsTheCommandItself() throws Exception {
    Process process = start("echo $$; exec cat /dev/null");

    assertThat(process.inputReader(StandardCharsets.UTF_8).readLine())
        .isEqualTo(Long.toString(process.pid()));
    process.getOutputStream().close();
  }

  @Test
  void theCommandEndsWhenTheOtherEndIsClosed() throws Exception {
    Process process = start("echo up; exec sleep 600");
    var lines = process.inputReader(StandardCharsets.UTF_8);
    assertThat(lines.readLine()).isEqualTo("up");

    process.getOutputStream().close();

    assertThat(process.onExit()).succeedsWithin(PATIENCE);
    assertThat(process.exitValue()).isEqualTo(128 + 15);
  }

  @Test
  void nothingStaysWhenTheCommandHasEnded() throws Exception {
    Process process = start("exit 0");
    process.waitFor();
    process.getOutputStream().close();

    await()
        .atMost(PATIENCE)
        .until(
            () ->
                ProcessHandle.allProcesses()
                    .noneMatch(
                        left -> left.info().commandLine().orElse("").contains(folder.toString())));
  }
}
