package io.forewarm.local.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder where this user's stacks tell that they run: one file each, readable by nobody else.
 */
final class NoticeBoard {
  private static final Logger LOG = LoggerFactory.getLogger(NoticeBoard.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  NoticeBoard(Path folder) {
    this.folder = folder;
  }

  static NoticeBoard ofThisUser() {
    return new NoticeBoard(folderOf(System.getenv(), System.getProperty("java.io.tmpdir")));
  }

  /**
   * {@code FOREWARM_RUNTIME_DIR}, else below {@code XDG_RUNTIME_DIR}, else of the temporary folder.
   */
  static Path folderOf(Map<String, String> environment, String temporary) {
    String given = environment.getOrDefault("FOREWARM_RUNTIME_DIR", "");
    if (!given.isBlank()) {
      return Path.of(given);
    }
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    if (!runtime.isBlank() && Files.isWritable(Path.of(runtime))) {
      return Path.of(runtime, "forewarm");
    }
    return Path.of(temporary, "forewarm-" + System.getProperty("user.name"));
  }

  Notice put(RunningStack stack) {
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      Path file = folder.resolve("up-" + stack.pid() + ".json");
      Path draft = Files.createTempFile(folder, "draft", ".tmp");
      JSON.writeValue(draft.toFile(), stack);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return new Notice(file);
    } catch (IOException e) {
      LOG.warn("other commands will not find this stack by themselves: {}", e.toString());
      return new Notice(folder.resolve("none"));
    }
  }

  /** Returns the stack that was announced last among those that live; forgets the dead. */
  Optional<RunningStack> newest() {
    if (!isOurs()) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<RunningStack> alive =
          files
              .filter(file -> file.toString().endsWith(".json"))
              .flatMap(file -> read(file).stream())
              .sorted(Comparator.comparingLong(RunningStack::announced).reversed())
              .toList();
      if (alive.size() > 1) {
        LOG.warn(
            "{} stacks run here; taking the last, of process {}", alive.size(), alive.get(0).pid());
      }
      return alive.stream().findFirst();
    } catch (IOException e) {
      LOG.warn("cannot look for running stacks: {}", e.toString());
      return Optional.empty();
    }
  }

  /** Another user's folder might lead anywhere. */
  private boolean isOurs() {
    try {
      return Files.isDirectory(folder)
          && Files.getOwner(folder).getName().equals(System.getProperty("user.name"));
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<RunningStack> read(Path file) {
    try {
      RunningStack stack = JSON.readValue(file.toFile(), RunningStack.class);
      if (stack.isAlive()) {
        return Optional.of(stack);
      }
      Files.deleteIfExists(file);
      return Optional.empty();
    } catch (IOException e) {
      LOG.warn("cannot read {}: {}", file, e.toString());
      return Optional.empty();
    }
  }
}
