package io.forewarm.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticeBoardTest {
  @TempDir private Path root;

  private static RunningStack stack(long pid, long started, long announced, String prefix) {
    return new RunningStack(
        pid,
        started,
        announced,
        "127.0.0.1:1",
        "redis://127.0.0.1:2",
        "http://127.0.0.1:3",
        prefix,
        4);
  }

  private static long startedAt(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private NoticeBoard board() {
    return new NoticeBoard(root.resolve("board"));
  }

  @Test
  void findsTheNewestThatLives() throws Exception {
    ProcessHandle me = ProcessHandle.current();
    Process other = new ProcessBuilder("cat").start();
    try (Notice older = board().put(stack(me.pid(), startedAt(me), 10, "older."));
        Notice newer = board().put(stack(other.pid(), startedAt(other.toHandle()), 20, "newer."))) {
      assertThat(older).isNotSameAs(newer);
      assertThat(board().newest()).map(RunningStack::prefix).hasValue("newer.");

      other.destroyForcibly().waitFor();

      assertThat(board().newest()).map(RunningStack::prefix).hasValue("older.");
    }
    assertThat(board().newest()).isEmpty();
  }

  @Test
  void aProcessThatOnlyGotTheSameNumberIsAnother() {
    ProcessHandle me = ProcessHandle.current();
    try (Notice notice = board().put(stack(me.pid(), startedAt(me) - 60_000, 10, "x."))) {
      assertThat(board().newest()).isEmpty();
      assertThat(notice).isNotNull();
    }
  }

  @Test
  void nobodyElseMayReadIt() throws Exception {
    ProcessHandle me = ProcessHandle.current();
    board().put(stack(me.pid(), startedAt(me), 10, "x.")).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("board"))))
        .isEqualTo("rwx------");
  }

  @Test
  void aFileThatIsNoNoticeIsPassedOver() throws Exception {
    Files.createDirectories(root.resolve("board"));
    Files.writeString(root.resolve("board/up-1.json"), "{");

    assertThat(board().newest()).isEmpty();
  }

  @Test
  void takesTheFolderThatTheEnvironmentNames() {
    assertThat(NoticeBoard.folderOf(Map.of("FOREWARM_RUNTIME_DIR", "/a"), "/tmp"))
        .isEqualTo(Path.of("/a"));
    assertThat(NoticeBoard.folderOf(Map.of("XDG_RUNTIME_DIR", root.toString()), "/tmp"))
        .isEqualTo(root.resolve("forewarm"));
    assertThat(NoticeBoard.folderOf(Map.of("XDG_RUNTIME_DIR", "/not/there"), "/tmp"))
        .isEqualTo(Path.of("/tmp", "forewarm-" + System.getProperty("user.name")));
  }
}
