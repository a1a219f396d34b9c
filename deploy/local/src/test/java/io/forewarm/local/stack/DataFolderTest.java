package io.forewarm.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir private Path root;

  @Test
  void aTemporaryFolderIsGoneAtTheEnd() throws Exception {
    DataFolder folder = DataFolder.open(null);
    Files.writeString(folder.log(StackPart.APP), "a line");
    assertThat(folder.root()).isDirectory();

    folder.close();

    assertThat(folder.root()).doesNotExist();
  }

  @Test
  void aGivenFolderIsMadeAndStays() throws Exception {
    Path given = root.resolve("not/there yet");

    DataFolder.open(given).close();

    assertThat(given.resolve("logs")).isDirectory();
  }

  @Test
  void twoStacksCannotShareAFolder() throws Exception {
    DataFolder first = DataFolder.open(root);

    assertThatThrownBy(() -> DataFolder.open(root))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("another stack runs in " + root);

    first.close();
    DataFolder.open(root).close();
  }

  @Test
  void whatAKilledProcessLeftIsDeleted() throws Exception {
    Path tmp = Path.of(System.getProperty("java.io.tmpdir"));
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Path left = Files.createTempDirectory(tmp, "forewarm-stack-" + gone.pid() + "-");
    Files.writeString(left.resolve("file"), "left");
    Path alive =
        Files.createTempDirectory(tmp, "forewarm-stack-" + ProcessHandle.current().pid() + "-");

    DataFolder.open(null).close();

    assertThat(left).doesNotExist();
    assertThat(alive).isDirectory();
    Files.delete(alive);
  }
}
